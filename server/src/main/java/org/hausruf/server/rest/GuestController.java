package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.hausruf.office.InviteId;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.invite.Admissions;
import org.hausruf.server.bridge.CallRooms;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.GuestGate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/invites/{id}`: the way in for guests. Nobody signs in here; the link's token, or later the rejoin secret, says
/// who it is. Always POST: what merely opens links changes nothing.
@RestController
@RequestMapping("/api/invites/{id}")
public final class GuestController {
    private final Admissions admissions;
    private final CallRooms rooms;
    private final Answers answers;
    private final GuestGate gate;

    public GuestController(Admissions admissions, CallRooms rooms, Answers answers, GuestGate gate) {
        this.admissions = admissions;
        this.rooms = rooms;
        this.answers = answers;
        this.gate = gate;
    }

    /// @param mailInApp whether the host has to pass the link on, as no mail server is configured
    record NewLinkView(boolean mailInApp) {}

    record TokenRequest(@Nullable String token) {}

    record ClaimRequest(
            @Nullable String token,
            @Nullable String rejoinSecret,
            @Nullable String displayName) {}

    record RejoinRequest(@Nullable String rejoinSecret) {}

    record PreviewView(
            String callTitle,
            String hostName,
            @Nullable String inviteeName,
            @Nullable Instant plannedFor,
            Instant expiresAt,
            boolean hostPresent,
            TenantView tenant,
            String locale) {}

    record GuestAccessView(
            String callId,
            String roomName,
            String guestToken,
            String hostName,
            URI serverUrl,
            String callTitle,
            String displayName,
            TenantView tenant,
            @Nullable Instant plannedFor,
            @Nullable Instant startedAt) {}

    @PostMapping("/preview")
    PreviewView preview(@PathVariable("id") UUID id, @RequestBody TokenRequest body, HttpServletRequest request) {
        gate.count(request);
        var preview = answers.value(admissions.preview(new InviteId(id), new Secret(required("token", body.token()))));
        return new PreviewView(
                preview.callTitle(),
                preview.hostName(),
                preview.inviteeName(),
                preview.plannedFor(),
                preview.expiresAt(),
                preview.hostPresent(),
                answers.tenant(preview.tenant()),
                preview.language().tag());
    }

    /// In the lobby. Without anything that opens a room.
    ///
    /// @param inLobby always true
    record LobbyView(
            boolean inLobby,
            String callTitle,
            String hostName,
            boolean hostPresent,
            @Nullable Instant plannedFor,
            String displayName,
            TenantView tenant) {}

    /// @param state `waiting` or `admitted`: then a rejoin answers with what opens the room
    record WaitView(String state, @Nullable Boolean hostPresent) {}

    @PostMapping("/claim")
    ResponseEntity<Object> claim(
            @PathVariable("id") UUID id, @RequestBody ClaimRequest body, HttpServletRequest request) {
        gate.count(request);
        var fields = new Fields();
        var token = new Secret(fields.text("token", body.token()));
        var secret = new Secret(fields.text("rejoinSecret", body.rejoinSecret()));
        fields.check();
        rooms.requireMedia();
        var entrance = entrance(admissions.claim(new InviteId(id), token, secret, body.displayName()));
        return ResponseEntity.status(entrance.getStatusCode())
                .header(HttpHeaders.SET_COOKIE, gate.cookie(id, secret))
                .body(entrance.getBody());
    }

    @PostMapping("/rejoin")
    ResponseEntity<Object> rejoin(
            @PathVariable("id") UUID id, @RequestBody RejoinRequest body, HttpServletRequest request) {
        gate.count(request);
        return entrance(admissions.rejoin(new InviteId(id), secret(body, request)));
    }

    @PostMapping("/wait")
    WaitView await(@PathVariable("id") UUID id, @RequestBody RejoinRequest body, HttpServletRequest request) {
        gate.countWait(request);
        var result = admissions.await(new InviteId(id), secret(body, request));
        if (refusalOf(result) instanceof Refusal.InLobby lobby) return new WaitView("waiting", lobby.hostPresent());
        answers.value(result);
        return new WaitView("admitted", null);
    }

    private @Nullable Secret secret(RejoinRequest body, HttpServletRequest request) {
        var secret = body.rejoinSecret() == null ? gate.secret(request) : body.rejoinSecret();
        return secret == null ? null : new Secret(secret);
    }

    /// The only place here that makes media tokens: of an admission, and there is none of somebody who waits.
    private ResponseEntity<Object> entrance(Result<Admissions.Admission> result) {
        if (refusalOf(result) instanceof Refusal.InLobby lobby)
            return ResponseEntity.accepted().body(view(lobby));
        return ResponseEntity.ok(view(answers.value(result)));
    }

    private static @Nullable Refusal refusalOf(Result<?> result) {
        return result instanceof Result.Refused(var refusal) ? refusal : null;
    }

    private LobbyView view(Refusal.InLobby lobby) {
        var facts = lobby.facts();
        return new LobbyView(
                true,
                facts.callTitle(),
                facts.hostName(),
                lobby.hostPresent(),
                facts.plannedFor(),
                lobby.displayName(),
                answers.tenant(facts.tenant()));
    }

    @PostMapping("/new-link")
    @ResponseStatus(HttpStatus.ACCEPTED)
    NewLinkView newLink(@PathVariable("id") UUID id, @RequestBody TokenRequest body, HttpServletRequest request) {
        gate.count(request);
        var invite = answers.value(admissions.newLink(new InviteId(id), new Secret(required("token", body.token()))));
        return new NewLinkView(invite.mailInApp());
    }

    private GuestAccessView view(Admissions.Admission admission) {
        var access = rooms.guestAccess(admission);
        return new GuestAccessView(
                admission.call().toString(),
                admission.room().value(),
                access.token(),
                admission.hostName(),
                access.serverUrl(),
                admission.callTitle(),
                admission.displayName(),
                answers.tenant(admission.tenant()),
                admission.plannedFor(),
                admission.startedAt());
    }

    private static String required(String field, @Nullable String value) {
        var fields = new Fields();
        var text = fields.text(field, value);
        fields.check();
        return text;
    }
}

package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.hausruf.office.InviteId;
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
            @Nullable Instant startedAt) {}

    @PostMapping("/preview")
    PreviewView preview(@PathVariable("id") UUID id, @RequestBody TokenRequest body, HttpServletRequest request) {
        gate.count(request);
        var preview = answers.value(admissions.preview(new InviteId(id), new Secret(required("token", body.token()))));
        return new PreviewView(
                preview.callTitle(),
                preview.hostName(),
                preview.inviteeName(),
                preview.expiresAt(),
                preview.hostPresent(),
                answers.tenant(preview.tenant()),
                preview.language().tag());
    }

    @PostMapping("/claim")
    ResponseEntity<GuestAccessView> claim(
            @PathVariable("id") UUID id, @RequestBody ClaimRequest body, HttpServletRequest request) {
        gate.count(request);
        var fields = new Fields();
        var token = new Secret(fields.text("token", body.token()));
        var secret = new Secret(fields.text("rejoinSecret", body.rejoinSecret()));
        fields.check();
        rooms.requireMedia();
        var admission = answers.value(admissions.claim(new InviteId(id), token, secret, body.displayName()));
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, gate.cookie(id, secret))
                .body(view(admission));
    }

    @PostMapping("/rejoin")
    GuestAccessView rejoin(@PathVariable("id") UUID id, @RequestBody RejoinRequest body, HttpServletRequest request) {
        gate.count(request);
        var secret = body.rejoinSecret() == null ? gate.secret(request) : body.rejoinSecret();
        return view(answers.value(admissions.rejoin(new InviteId(id), secret == null ? null : new Secret(secret))));
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
                admission.startedAt());
    }

    private static String required(String field, @Nullable String value) {
        var fields = new Fields();
        var text = fields.text(field, value);
        fields.check();
        return text;
    }
}

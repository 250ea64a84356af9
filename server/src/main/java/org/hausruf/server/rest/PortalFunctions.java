package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import org.hausruf.office.InviteId;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.invite.Admissions;
import org.hausruf.office.invite.Admissions.Admission;
import org.hausruf.office.invite.Invites;
import org.hausruf.office.tenant.Branding;
import org.hausruf.office.videocall.VideoCalls;
import org.hausruf.server.bridge.CallRooms;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.hausruf.server.rest.VideoCallController.EndView;
import org.hausruf.server.rest.VideoCallController.HostAccessView;
import org.hausruf.server.signin.GuestGate;
import org.hausruf.server.signin.PortalOrigins;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/functions/v1/sot-videocall-*`: the same four deeds under the names, inputs and outputs that the portal already
/// uses. Bearer tokens only; validating an invite is public. Pages of other origins: see [PortalOrigins].
@RestController
@RequestMapping("/functions/v1")
public final class PortalFunctions {
    private final Invites invites;
    private final Admissions admissions;
    private final CallRooms rooms;
    private final Answers answers;
    private final GuestGate gate;
    private final Languages languages;

    public PortalFunctions(
            Invites invites,
            Admissions admissions,
            CallRooms rooms,
            Answers answers,
            GuestGate gate,
            Branding branding) {
        this.invites = invites;
        this.admissions = admissions;
        this.rooms = rooms;
        this.answers = answers;
        this.gate = gate;
        this.languages = new Languages(branding);
    }

    record CreateRequest(@Nullable String title) {}

    record InviteSendRequest(
            @Nullable String callId,
            @Nullable String inviteeEmail,
            @Nullable String inviteeName) {}

    record InviteSendView(String inviteId, String status, Instant expiresAt) {}

    /// @param rejoinSecret beyond what the portal sends: whoever made one up and claimed with it comes back by
    /// it, with or without the token. Without one there is no way back, as no cookie counts here. A call with a
    /// lobby, which none made here has, needs it: the answer is `in-lobby` until the host lets the guest in
    record InviteValidateRequest(
            @Nullable String inviteId,
            @Nullable String token,
            @Nullable String rejoinSecret) {}

    record InviteValidateView(String callId, String roomName, String guestToken, String hostName, URI serverUrl) {}

    record EndRequest(@Nullable String callId) {}

    @PostMapping("/sot-videocall-create")
    HostAccessView create(
            SignedIn host,
            @RequestBody CreateRequest body,
            @RequestHeader(name = "Accept-Language", required = false) @Nullable String accepted) {
        return HostAccessView.of(answers.value(
                rooms.create(host.user(), new VideoCalls.NewCall(body.title(), languages.preferred(accepted)))));
    }

    @PostMapping("/sot-videocall-invite-send")
    InviteSendView send(
            SignedIn host,
            @RequestBody InviteSendRequest body,
            @RequestHeader(name = "Accept-Language", required = false) @Nullable String accepted) {
        var fields = new Fields();
        var call = fields.id("callId", body.callId());
        var email = fields.text("inviteeEmail", body.inviteeEmail());
        fields.check();
        var invite = answers.value(
                invites.send(new VideoCallId(call), email, body.inviteeName(), languages.preferred(accepted)));
        return new InviteSendView(invite.id().toString(), invite.status().slug(), invite.expiresAt());
    }

    @PostMapping("/sot-videocall-invite-validate")
    InviteValidateView validate(@RequestBody InviteValidateRequest body, HttpServletRequest request) {
        gate.count(request);
        var fields = new Fields();
        var invite = fields.id("inviteId", body.inviteId());
        if (body.rejoinSecret() == null) fields.text("token", body.token());
        fields.check();
        var id = new InviteId(invite);
        if (!admissions.tenantOf(id).map(t -> PortalOrigins.allows(request, t)).orElse(true)) {
            throw Problem.of(ProblemCode.INVITE_UNKNOWN).exception();
        }
        rooms.requireMedia();
        var access = rooms.guestAccess(answers.value(admission(id, body.token(), body.rejoinSecret())));
        return new InviteValidateView(
                access.admission().call().toString(),
                access.admission().room().value(),
                access.token(),
                access.admission().hostName(),
                access.serverUrl());
    }

    private Result<Admission> admission(InviteId invite, @Nullable String token, @Nullable String rejoinSecret) {
        var secret = rejoinSecret == null ? null : new Secret(rejoinSecret);
        return token == null
                ? admissions.rejoin(invite, secret)
                : admissions.claim(invite, new Secret(token), secret, null);
    }

    @PostMapping("/sot-videocall-end")
    EndView end(SignedIn host, @RequestBody EndRequest body) {
        var fields = new Fields();
        var call = fields.id("callId", body.callId());
        fields.check();
        return EndView.of(answers.value(rooms.end(new VideoCallId(call))));
    }
}

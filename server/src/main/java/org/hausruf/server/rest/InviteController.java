package org.hausruf.server.rest;

import java.time.Instant;
import java.util.UUID;
import org.hausruf.office.InviteId;
import org.hausruf.office.SenderId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.invite.Invite;
import org.hausruf.office.invite.Invites;
import org.hausruf.office.mail.InAppMail;
import org.hausruf.office.tenant.Branding;
import org.hausruf.server.bridge.CallRooms;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.rest.VideoCallController.ListView;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/video-calls/{id}/invites`: whom the host has asked to come.
@RestController
@RequestMapping("/api/video-calls/{callId}/invites")
public final class InviteController {
    private final Invites invites;
    private final CallRooms rooms;
    private final Answers answers;
    private final Languages languages;

    public InviteController(Invites invites, CallRooms rooms, Answers answers, Branding branding) {
        this.invites = invites;
        this.rooms = rooms;
        this.answers = answers;
        this.languages = new Languages(branding);
    }

    record InviteRequest(
            @Nullable String inviteeEmail,
            @Nullable String inviteeName,
            @Nullable String locale,
            @Nullable String senderId) {}

    record InviteView(
            String id,
            String inviteeEmail,
            @Nullable String inviteeName,
            String status,
            @Nullable Instant sentAt,
            @Nullable Instant openedAt,
            @Nullable Instant joinedAt,
            Instant expiresAt,
            @Nullable String sendError,
            String mailState,
            Instant createdAt,
            boolean mailInApp,
            @Nullable String lobby) {
        static InviteView of(Invite invite) {
            return new InviteView(
                    invite.id().toString(),
                    invite.inviteeEmail().value(),
                    invite.inviteeName(),
                    invite.status().slug(),
                    invite.sentAt(),
                    invite.openedAt(),
                    invite.joinedAt(),
                    invite.expiresAt(),
                    invite.sendError(),
                    invite.mailState().slug(),
                    invite.createdAt(),
                    invite.mailInApp(),
                    invite.lobby());
        }
    }

    @GetMapping
    ListView<InviteView> list(SignedIn host, @PathVariable("callId") UUID callId) {
        return new ListView<>(answers.value(invites.list(new VideoCallId(callId))).stream()
                .map(InviteView::of)
                .toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    InviteView send(SignedIn host, @PathVariable("callId") UUID callId, @RequestBody InviteRequest body) {
        var fields = new Fields();
        var email = fields.text("inviteeEmail", body.inviteeEmail());
        var language = languages.named(fields, body.locale());
        var sender = body.senderId() == null ? null : new SenderId(fields.id("senderId", body.senderId()));
        fields.check();
        return InviteView.of(
                answers.value(invites.send(new VideoCallId(callId), email, body.inviteeName(), language, sender)));
    }

    @PostMapping("/{inviteId}/resend")
    InviteView resend(SignedIn host, @PathVariable("callId") UUID callId, @PathVariable("inviteId") UUID inviteId) {
        return InviteView.of(answers.value(invites.resend(new VideoCallId(callId), new InviteId(inviteId))));
    }

    @PostMapping("/{inviteId}/revoke")
    InviteView revoke(SignedIn host, @PathVariable("callId") UUID callId, @PathVariable("inviteId") UUID inviteId) {
        return InviteView.of(answers.value(rooms.revoke(new VideoCallId(callId), new InviteId(inviteId))));
    }

    @GetMapping("/{inviteId}/mail")
    InAppMail mail(SignedIn host, @PathVariable("callId") UUID callId, @PathVariable("inviteId") UUID inviteId) {
        return answers.value(invites.mail(new VideoCallId(callId), new InviteId(inviteId)));
    }
}

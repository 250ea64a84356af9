package org.hausruf.server.rest;

import java.time.Instant;
import java.util.UUID;
import org.hausruf.office.InviteId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.invite.Lobby;
import org.hausruf.server.bridge.CallRooms;
import org.hausruf.server.rest.VideoCallController.ListView;
import org.hausruf.server.signin.SignedIn;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/video-calls/{id}/lobby`: who waits before the host's own call, and what the host says to them.
@RestController
@RequestMapping("/api/video-calls/{callId}/lobby")
public final class LobbyController {
    private final Lobby lobby;
    private final CallRooms rooms;
    private final Answers answers;

    public LobbyController(Lobby lobby, CallRooms rooms, Answers answers) {
        this.lobby = lobby;
        this.rooms = rooms;
        this.answers = answers;
    }

    record WaitingView(String inviteId, String displayName, String inviteeEmail, Instant since) {
        static WaitingView of(Lobby.Waiting waiting) {
            return new WaitingView(
                    waiting.invite().toString(),
                    waiting.displayName(),
                    waiting.email().value(),
                    waiting.since());
        }
    }

    @GetMapping
    ListView<WaitingView> list(SignedIn host, @PathVariable("callId") UUID callId) {
        return waiting(callId);
    }

    @PostMapping("/{inviteId}/admit")
    ListView<WaitingView> admit(
            SignedIn host, @PathVariable("callId") UUID callId, @PathVariable("inviteId") UUID inviteId) {
        answers.value(lobby.admit(new VideoCallId(callId), new InviteId(inviteId)));
        return waiting(callId);
    }

    @PostMapping("/{inviteId}/decline")
    ListView<WaitingView> decline(
            SignedIn host, @PathVariable("callId") UUID callId, @PathVariable("inviteId") UUID inviteId) {
        answers.value(rooms.decline(new VideoCallId(callId), new InviteId(inviteId)));
        return waiting(callId);
    }

    private ListView<WaitingView> waiting(UUID callId) {
        return new ListView<>(answers.value(lobby.list(new VideoCallId(callId))).stream()
                .map(WaitingView::of)
                .toList());
    }
}

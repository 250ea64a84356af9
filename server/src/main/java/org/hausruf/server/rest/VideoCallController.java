package org.hausruf.server.rest;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls;
import org.hausruf.server.bridge.CallRooms;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/video-calls`: the host's own calls.
@RestController
@RequestMapping("/api/video-calls")
public final class VideoCallController {
    private static final int DEFAULT_LIMIT = 20;

    private final VideoCalls calls;
    private final CallRooms rooms;
    private final Answers answers;

    public VideoCallController(VideoCalls calls, CallRooms rooms, Answers answers) {
        this.calls = calls;
        this.rooms = rooms;
        this.answers = answers;
    }

    /// @param lobby whether guests wait until the host lets them in; missing: no
    /// @param locale of the title that is made up for a call without one; missing: as `Accept-Language` says
    record CreateRequest(
            @Nullable String title,
            @Nullable String locale,
            @Nullable Boolean lobby) {}

    record HostAccessView(String callId, String roomName, String hostToken, URI serverUrl) {
        static HostAccessView of(CallRooms.HostAccess access) {
            return new HostAccessView(
                    access.callId().toString(), access.room().value(), access.token(), access.serverUrl());
        }
    }

    record PersonView(String displayName, String role) {}

    record VideoCallView(
            String id,
            String title,
            String status,
            String roomName,
            boolean lobby,
            Instant startsAt,
            @Nullable Instant startedAt,
            @Nullable Instant endsAt,
            Instant expiresAt,
            Instant createdAt,
            @Nullable Long durationSeconds,
            int participantCount,
            int presentCount,
            int inviteCount,
            List<PersonView> people) {
        static VideoCallView of(VideoCall call) {
            return new VideoCallView(
                    call.id().toString(),
                    call.title(),
                    call.status().slug(),
                    call.room().value(),
                    call.lobby(),
                    call.startsAt(),
                    call.startedAt(),
                    call.endsAt(),
                    call.expiresAt(),
                    call.createdAt(),
                    call.duration().map(Duration::toSeconds).orElse(null),
                    call.participantCount(),
                    call.presentCount(),
                    call.inviteCount(),
                    call.people().stream()
                            .map(p -> new PersonView(p.displayName(), p.role().slug()))
                            .toList());
        }
    }

    record PageView(List<VideoCallView> items, @Nullable String nextCursor) {}

    record EndView(String callId, String status, @Nullable Instant endsAt) {
        static EndView of(VideoCall call) {
            return new EndView(call.id().toString(), call.status().slug(), call.endsAt());
        }
    }

    record StayView(
            String id,
            String displayName,
            String role,
            Instant joinedAt,
            @Nullable Instant leftAt) {}

    record ListView<T>(List<T> items) {}

    @GetMapping
    PageView list(
            SignedIn host,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", required = false) @Nullable String limit) {
        var fields = new Fields();
        var past = fields.word("state", state, List.of("open", "past")).equals(Optional.of("past"));
        var count = fields.number("limit", limit, DEFAULT_LIMIT, 1, Limits.MAX_PAGE);
        fields.check();
        var filter = past ? VideoCalls.Filter.PAST : VideoCalls.Filter.OPEN;
        var page = answers.value(calls.list(filter, cursor, count));
        return new PageView(
                page.items().stream().map(VideoCallView::of).toList(),
                page.nextCursor().orElse(null));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    HostAccessView create(
            SignedIn host,
            @RequestBody CreateRequest body,
            @RequestHeader(name = "Accept-Language", required = false) @Nullable String languages) {
        var fields = new Fields();
        var language = fields.word("locale", body.locale(), Language.tags());
        fields.check();
        var wanted = new VideoCalls.NewCall(
                body.title(),
                language.map(Language::ofTag).orElseGet(() -> Languages.preferred(languages)),
                Boolean.TRUE.equals(body.lobby()));
        return HostAccessView.of(answers.value(rooms.create(host.user(), wanted)));
    }

    @GetMapping("/{id}")
    VideoCallView one(SignedIn host, @PathVariable("id") UUID id) {
        return VideoCallView.of(answers.value(calls.find(new VideoCallId(id))));
    }

    @PostMapping("/{id}/token")
    HostAccessView token(SignedIn host, @PathVariable("id") UUID id) {
        return HostAccessView.of(answers.value(rooms.hostAccess(host.user(), new VideoCallId(id))));
    }

    @PostMapping("/{id}/end")
    EndView end(SignedIn host, @PathVariable("id") UUID id) {
        return EndView.of(answers.value(rooms.end(new VideoCallId(id))));
    }

    @GetMapping("/{id}/participants")
    ListView<StayView> participants(SignedIn host, @PathVariable("id") UUID id) {
        return new ListView<>(answers.value(calls.stays(new VideoCallId(id))).stream()
                .map(s -> new StayView(
                        s.id().toString(), s.displayName(), s.role().slug(), s.joinedAt(), s.leftAt()))
                .toList());
    }
}

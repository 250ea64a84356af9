package org.hausruf.server.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hausruf.office.Limits;
import org.hausruf.office.TimeZones;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.invite.Notices;
import org.hausruf.office.tenant.Branding;
import org.hausruf.office.videocall.LineQuality;
import org.hausruf.office.videocall.Planning;
import org.hausruf.office.videocall.Schedule;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls;
import org.hausruf.server.bridge.CallRooms;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
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
    private static final List<String> FILTERS = List.of("open", "unplanned", "planned", "past");

    private final VideoCalls calls;
    private final Planning planning;
    private final Notices notices;
    private final CallRooms rooms;
    private final Answers answers;
    private final Languages languages;

    public VideoCallController(
            VideoCalls calls, Planning planning, Notices notices, CallRooms rooms, Answers answers, Branding branding) {
        this.calls = calls;
        this.planning = planning;
        this.notices = notices;
        this.rooms = rooms;
        this.answers = answers;
        this.languages = new Languages(branding);
    }

    /// @param lobby whether guests wait until the host lets them in; missing: no
    /// @param locale of the title that is made up for a call without one; missing: as `Accept-Language` says, else
    /// as the office writes
    /// @param schedule missing: it begins now
    record CreateRequest(
            @Nullable String title,
            @Nullable String locale,
            @Nullable Boolean lobby,
            @Nullable ScheduleRequest schedule) {}

    record ScheduleRequest(
            @Nullable String startsAt,
            @Nullable Integer minutes,
            @Nullable String timeZone) {}

    record ChangeRequest(
            @Nullable String title,
            @Nullable String startsAt,
            @Nullable Integer minutes,
            @Nullable String timeZone) {}

    record HostAccessView(String callId, String roomName, String hostToken, URI serverUrl) {
        static HostAccessView of(CallRooms.HostAccess access) {
            return new HostAccessView(
                    access.callId().toString(), access.room().value(), access.token(), access.serverUrl());
        }
    }

    record PersonView(String displayName, String role) {}

    record ScheduleView(Instant startsAt, Instant endsAt, int minutes, String timeZone) {
        static @Nullable ScheduleView of(@Nullable Schedule schedule) {
            return schedule == null
                    ? null
                    : new ScheduleView(
                            schedule.startsAt(),
                            schedule.endsAt(),
                            schedule.minutes(),
                            schedule.zone().getId());
        }
    }

    record VideoCallView(
            String id,
            String title,
            String status,
            String roomName,
            boolean lobby,
            @Nullable ScheduleView schedule,
            boolean cancelled,
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
                    ScheduleView.of(call.schedule()),
                    call.cancelled(),
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
            @Nullable Instant leftAt,
            @Nullable LineView line) {
        static StayView of(VideoCalls.Stay stay) {
            return new StayView(
                    stay.id().toString(),
                    stay.displayName(),
                    stay.role().slug(),
                    stay.joinedAt(),
                    stay.leftAt(),
                    LineView.of(stay.line()));
        }
    }

    record LineView(
            String path,
            double lossSent,
            double lossReceived,
            @Nullable Integer jitterMillis,
            @Nullable Integer roundTripMillis,
            int reconnects,
            int sentKbps,
            int receivedKbps) {
        static @Nullable LineView of(@Nullable LineQuality line) {
            if (line == null) return null;
            return new LineView(
                    line.path().slug(),
                    line.lossSent(),
                    line.lossReceived(),
                    line.jitterMillis(),
                    line.roundTripMillis(),
                    line.reconnects(),
                    line.sentKbps(),
                    line.receivedKbps());
        }
    }

    record ListView<T>(List<T> items) {}

    @GetMapping
    PageView list(
            SignedIn host,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", required = false) @Nullable String limit) {
        var fields = new Fields();
        var part = fields.word("state", state, FILTERS);
        var count = fields.number("limit", limit, DEFAULT_LIMIT, 1, Limits.MAX_PAGE);
        fields.check();
        var filter = part.map(it -> VideoCalls.Filter.valueOf(it.toUpperCase(Locale.ROOT)))
                .orElse(VideoCalls.Filter.OPEN);
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
            @RequestHeader(name = "Accept-Language", required = false) @Nullable String accepted) {
        var fields = new Fields();
        var language = languages.named(fields, body.locale(), accepted);
        var schedule = body.schedule() == null ? null : schedule(fields, body.schedule());
        fields.check();
        var wanted = new VideoCalls.NewCall(body.title(), language, Boolean.TRUE.equals(body.lobby()), schedule);
        return HostAccessView.of(answers.value(rooms.create(host.user(), wanted)));
    }

    /// A stand-in where a field is wrong, until the check refuses.
    private Schedule schedule(Fields fields, ScheduleRequest wanted) {
        fields.text("startsAt", wanted.startsAt());
        var start = fields.time("startsAt", wanted.startsAt()).orElse(Instant.EPOCH);
        var minutes = fields.whole("minutes", wanted.minutes());
        var zone = fields.text("timeZone", wanted.timeZone());
        fields.check();
        return new Schedule(start, minutes, answers.value(TimeZones.parse("timeZone", zone)));
    }

    @GetMapping("/{id}")
    VideoCallView one(SignedIn host, @PathVariable("id") UUID id) {
        return VideoCallView.of(answers.value(calls.find(new VideoCallId(id))));
    }

    @PostMapping("/{id}/token")
    HostAccessView token(SignedIn host, @PathVariable("id") UUID id) {
        return HostAccessView.of(answers.value(rooms.hostAccess(host.user(), new VideoCallId(id))));
    }

    /// What stays away stays as it is.
    @PatchMapping("/{id}")
    VideoCallView change(SignedIn host, @PathVariable("id") UUID id, @RequestBody ChangeRequest body) {
        var fields = new Fields();
        var start = fields.time("startsAt", body.startsAt()).orElse(null);
        fields.check();
        var zone = body.timeZone() == null ? null : answers.value(TimeZones.parse("timeZone", body.timeZone()));
        var change = new Planning.Change(body.title(), start, body.minutes(), zone);
        return VideoCallView.of(answers.value(planning.change(new VideoCallId(id), change)));
    }

    @PostMapping("/{id}/cancel")
    VideoCallView cancel(SignedIn host, @PathVariable("id") UUID id) {
        return VideoCallView.of(answers.value(rooms.cancel(new VideoCallId(id))));
    }

    /// A file that a calendar opens.
    @GetMapping("/{id}/calendar")
    ResponseEntity<byte[]> calendar(SignedIn host, @PathVariable("id") UUID id) {
        var file = answers.value(notices.calendar(new VideoCallId(id)));
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "calendar", UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"videocall.ics\"")
                .cacheControl(CacheControl.noStore())
                .body(file.getBytes(UTF_8));
    }

    @PostMapping("/{id}/end")
    EndView end(SignedIn host, @PathVariable("id") UUID id) {
        return EndView.of(answers.value(rooms.end(new VideoCallId(id))));
    }

    @GetMapping("/{id}/participants")
    ListView<StayView> participants(SignedIn host, @PathVariable("id") UUID id) {
        return new ListView<>(answers.value(calls.stays(new VideoCallId(id))).stream()
                .map(StayView::of)
                .toList());
    }
}

package org.hausruf.server.rest;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hausruf.office.CallId;
import org.hausruf.office.ContactId;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls;
import org.hausruf.office.call.EndReason;
import org.hausruf.office.call.LogFilter;
import org.hausruf.office.call.Media;
import org.hausruf.server.call.CallView;
import org.hausruf.server.call.Switchboard;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.Limit;
import org.hausruf.server.signin.RateLimits;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/calls`: ringing people, and the log of it. What is decided here is told at `/socket.io`, too.
@RestController
@RequestMapping("/api/calls")
public final class CallController {
    private static final int DEFAULT_LIMIT = 20;
    private static final int LONGEST_CALL_SECONDS = 999_999;
    private static final List<String> MEDIA =
            Arrays.stream(Media.values()).map(Media::slug).toList();
    private static final List<String> OUTCOMES =
            Arrays.stream(EndReason.values()).map(EndReason::slug).toList();

    private final Calls calls;
    private final Switchboard board;
    private final RateLimits limits;
    private final Answers answers;

    public CallController(Calls calls, Switchboard board, RateLimits limits, Answers answers) {
        this.calls = calls;
        this.board = board;
        this.limits = limits;
        this.answers = answers;
    }

    /// @param media missing: audio
    record CallRequest(
            @Nullable String toUserId,
            @Nullable String media,
            @Nullable String contactId) {}

    /// @param token null: the call is over already, for instance as the other is busy
    record LineView(CallView call, @Nullable String token, String roomName, URI serverUrl) {
        static LineView of(Switchboard.Line line, SignedIn party) {
            return new LineView(
                    CallView.of(line.call(), party.user().id()),
                    line.token(),
                    line.call().room().value(),
                    line.serverUrl());
        }
    }

    record OneView(CallView call) {
        static OneView of(Call call, SignedIn party) {
            return new OneView(CallView.of(call, party.user().id()));
        }
    }

    record PageView(List<CallView> items, @Nullable String nextCursor) {}

    record ListView(List<CallView> items) {}

    record CountView(int count) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    LineView call(SignedIn caller, @RequestBody CallRequest body) {
        limit(caller);
        var fields = new Fields();
        var to = fields.id("toUserId", body.toUserId());
        var media = fields.word("media", body.media(), MEDIA);
        var contact = fields.optionalId("contactId", body.contactId());
        fields.check();
        var wanted = new Calls.NewCall(
                new UserId(to),
                media.flatMap(Media::ofSlug).orElse(Media.AUDIO),
                contact.map(ContactId::new).orElse(null));
        return LineView.of(answers.value(board.initiate(wanted, null)), caller);
    }

    @PostMapping("/{id}/accept")
    LineView accept(SignedIn callee, @PathVariable("id") UUID id) {
        limit(callee);
        return LineView.of(answers.value(board.accept(new CallId(id), null)), callee);
    }

    @PostMapping("/{id}/decline")
    OneView decline(SignedIn callee, @PathVariable("id") UUID id) {
        limit(callee);
        return OneView.of(answers.value(board.decline(new CallId(id))), callee);
    }

    @PostMapping("/{id}/cancel")
    OneView cancel(SignedIn caller, @PathVariable("id") UUID id) {
        limit(caller);
        return OneView.of(answers.value(board.cancel(new CallId(id))), caller);
    }

    @PostMapping("/{id}/end")
    OneView end(SignedIn party, @PathVariable("id") UUID id) {
        limit(party);
        return OneView.of(answers.value(board.end(new CallId(id))), party);
    }

    private void limit(SignedIn who) {
        limits.take(Limit.CALL, who.user().id());
    }

    @GetMapping("/{id}")
    OneView one(SignedIn party, @PathVariable("id") UUID id) {
        return OneView.of(answers.value(calls.find(new CallId(id))), party);
    }

    /// What restricts the log, as the query has it.
    record LogQuery(
            @Nullable String direction,
            @Nullable String with,
            @Nullable String outcome,
            @Nullable String from,
            @Nullable String to,
            @Nullable String minSeconds,
            @Nullable String cursor,
            @Nullable String limit) {
        LogFilter filter() {
            var fields = new Fields();
            var way = fields.word("direction", direction, List.of("in", "out"));
            var other = fields.optionalId("with", with);
            var reasons = fields.words("outcome", outcome, OUTCOMES);
            var since = fields.time("from", from);
            var until = fields.time("to", to);
            var shortest = fields.number("minSeconds", minSeconds, 0, 0, LONGEST_CALL_SECONDS);
            var count = fields.number("limit", limit, DEFAULT_LIMIT, 1, org.hausruf.office.Limits.MAX_PAGE);
            fields.check();
            return new LogFilter(
                    other.map(UserId::new).orElse(null),
                    way.map(it -> it.equals("in") ? LogFilter.Direction.IN : LogFilter.Direction.OUT)
                            .orElse(null),
                    reasons.stream()
                            .flatMap(slug -> EndReason.ofSlug(slug).stream())
                            .collect(Collectors.toSet()),
                    since.orElse(null),
                    until.orElse(null),
                    minSeconds == null ? null : shortest,
                    cursor,
                    count);
        }
    }

    @GetMapping
    PageView log(
            SignedIn party,
            @RequestParam(name = "direction", required = false) @Nullable String direction,
            @RequestParam(name = "with", required = false) @Nullable String with,
            @RequestParam(name = "outcome", required = false) @Nullable String outcome,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @RequestParam(name = "minSeconds", required = false) @Nullable String minSeconds,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", required = false) @Nullable String limit) {
        var query = new LogQuery(direction, with, outcome, from, to, minSeconds, cursor, limit);
        var page = answers.value(calls.log(query.filter()));
        return new PageView(views(page.items(), party), page.nextCursor().orElse(null));
    }

    private static List<CallView> views(List<Call> some, SignedIn party) {
        return some.stream().map(call -> CallView.of(call, party.user().id())).toList();
    }

    @GetMapping("/missed")
    CountView missed(SignedIn callee) {
        return new CountView(calls.missed());
    }

    @PostMapping("/missed/seen")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void missedSeen(SignedIn callee) {
        calls.missedSeen();
    }

    @GetMapping("/live")
    ListView live(SignedIn party) {
        return new ListView(views(calls.live(), party));
    }
}

package org.hausruf.server.rest;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hausruf.office.Limits;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Entry;
import org.hausruf.office.audit.Event;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `/api/audit-log`: who did what in the office. For admins; nobody writes here.
@RestController
@RequestMapping("/api/audit-log")
public final class AuditLogController {
    private static final int DEFAULT_LIMIT = 50;
    private static final List<String> EVENTS =
            Arrays.stream(Event.values()).map(Event::slug).toList();

    private final AuditLog log;
    private final Answers answers;

    public AuditLogController(AuditLog log, Answers answers) {
        this.log = log;
        this.answers = answers;
    }

    record ByView(
            String kind, @Nullable String id, @Nullable String name) {
        static ByView of(By by) {
            var id = by.id();
            return new ByView(by.kind().slug(), id == null ? null : id.toString(), by.name());
        }
    }

    record AboutView(String kind, String id, @Nullable String name) {
        static AboutView of(About about) {
            return new AboutView(about.kind().slug(), about.id().toString(), about.name());
        }
    }

    record EntryView(String id, Instant at, String event, ByView actor, AboutView object, Map<String, String> detail) {
        static EntryView of(Entry entry) {
            var detail = new TreeMap<String, String>();
            entry.detail().forEach((which, value) -> detail.put(which.slug(), value));
            return new EntryView(
                    entry.id().toString(),
                    entry.at(),
                    entry.event().slug(),
                    ByView.of(entry.by()),
                    AboutView.of(entry.about()),
                    detail);
        }
    }

    record PageView(List<EntryView> items, @Nullable String nextCursor) {}

    @GetMapping
    PageView list(
            SignedIn admin,
            @RequestParam(name = "event", required = false) @Nullable String event,
            @RequestParam(name = "actor", required = false) @Nullable String actor,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", required = false) @Nullable String limit) {
        var fields = new Fields();
        var which = fields.word("event", event, EVENTS);
        UUID who = fields.optionalId("actor", actor).orElse(null);
        var count = fields.number("limit", limit, DEFAULT_LIMIT, 1, Limits.MAX_PAGE);
        fields.check();
        var filter = new AuditLog.Filter(which.map(Event::ofSlug).orElse(null), who);
        var page = answers.value(log.list(filter, cursor, count));
        return new PageView(
                page.items().stream().map(EntryView::of).toList(),
                page.nextCursor().orElse(null));
    }
}

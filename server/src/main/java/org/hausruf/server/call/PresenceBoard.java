package org.hausruf.server.call;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hausruf.office.Caller;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Presence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Whether people can be called: what office knows, and who has a device here. Thread-safe.
public final class PresenceBoard implements AutoCloseable {
    /// Of several that are true, the first.
    public enum State {
        IN_CALL,
        OFFLINE,
        DO_NOT_DISTURB,
        AVAILABLE;

        /// `in-call`, as sent.
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Between two tellings of one office. When a thousand people come back after a restart, telling of each by itself
    /// would be a million messages.
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(PresenceBoard.class);

    private final Presence presence;
    private final CallEvents events;
    /// What colleagues were told last; nothing: offline. Of an office, one thread at a time.
    private final Map<UserId, State> told = new ConcurrentHashMap<>();

    /// To be looked at, by office; one that is here is looked at again after its pause.
    private final Map<TenantId, Set<UserId>> changed = new ConcurrentHashMap<>();

    private final ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("presence-pauses").factory());

    PresenceBoard(Presence presence, CallEvents events) {
        this.presence = presence;
        this.events = events;
    }

    /// Of people of the current caller's office.
    public Map<UserId, State> of(Collection<UserId> people) {
        var talking = presence.inCall();
        var undisturbed = presence.doNotDisturb();
        return people.stream().distinct().collect(Collectors.toMap(Function.identity(), user -> {
            if (talking.contains(user)) return State.IN_CALL;
            if (!events.isConnected(user)) return State.OFFLINE;
            return undisturbed.contains(user) ? State.DO_NOT_DISTURB : State.AVAILABLE;
        }));
    }

    /// Whether a device of theirs is here, which rings.
    boolean isConnected(UserId user) {
        return events.isConnected(user);
    }

    /// What the current user's colleagues see, and what they have chosen themselves.
    public record Own(State state, boolean doNotDisturb) {}

    /// Of the current user.
    public Own own() {
        var me = Caller.current().requireUser();
        return new Own(state(me), presence.doNotDisturb().contains(me));
    }

    /// Chooses for the current user.
    public Own setDoNotDisturb(boolean wanted) {
        presence.setDoNotDisturb(wanted);
        var caller = Caller.current();
        var me = caller.requireUser();
        changed(caller.tenant(), me);
        return new Own(state(me), wanted);
    }

    private State state(UserId user) {
        return of(List.of(user)).getOrDefault(user, State.OFFLINE);
    }

    /// Something has happened to them: their colleagues are told soon, if it makes a difference.
    void changed(TenantId tenant, UserId... people) {
        changed.compute(tenant, (_, waiting) -> {
            if (waiting == null) tellSoon(tenant);
            var all = waiting == null ? new HashSet<UserId>() : waiting;
            all.addAll(List.of(people));
            return all;
        });
    }

    private void tellSoon(TenantId tenant) {
        var _ = Thread.ofVirtual().name("presence").start(() -> tell(tenant));
    }

    private void tell(TenantId tenant) {
        var people = takeChanged(tenant);
        if (people.isEmpty()) return;
        try {
            tellOf(tenant, people);
        } catch (DataAccessException e) {
            LOG.warn("presence not told, the database is away");
            changed(tenant, people.toArray(UserId[]::new));
        } catch (RuntimeException e) { // the edge of this thread
            LOG.error("presence not told", e);
        }
        try {
            var _ = pauses.schedule(() -> tellSoon(tenant), PAUSE.toMillis(), MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("presence not told, the server stops");
        }
    }

    /// Nobody: the office has nothing more to be told, and its next change is told at once.
    private Set<UserId> takeChanged(TenantId tenant) {
        var taken = new HashSet<UserId>();
        changed.computeIfPresent(tenant, (_, waiting) -> {
            if (waiting.isEmpty()) return null;
            taken.addAll(waiting);
            return new HashSet<>();
        });
        return taken;
    }

    private void tellOf(TenantId tenant, Set<UserId> people) {
        var news = new LinkedHashMap<UserId, State>();
        Caller.system(tenant).call(() -> of(people)).forEach((user, state) -> {
            var before = state == State.OFFLINE ? told.remove(user) : told.put(user, state);
            if (state != (before == null ? State.OFFLINE : before)) news.put(user, state);
        });
        if (!news.isEmpty()) events.presence(tenant, news);
    }

    @Override
    public void close() {
        pauses.shutdownNow();
    }
}

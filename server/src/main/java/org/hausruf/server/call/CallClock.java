package org.hausruf.server.call;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.hausruf.office.CallId;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls;

/// What happens to calls by time alone: nobody answers, the caller has gone, both have, the server must know later when
/// it was alive.
/// While nothing rings and nobody talks, the database is asked once a minute. Each of these has its own thread
/// ([Rounds]): a slow media server that is asked about talks keeps no ring from its end. Thread-safe.
final class CallClock implements AutoCloseable {
    private static final int LOOK_SECONDS = 15;
    /// Looks that a call outlasts without its two talkers together: before they have met, and after.
    private static final int LOOKS_TO_MEET = 8;

    private static final int LOOKS_APART = 3;

    /// After so many looks, one a second, the database is asked although nothing should ring: a call of which this
    /// never heard keeps two people busy until it is ended.
    static final int LOOKS_UNASKED = 60;

    private final Calls calls;
    private final CallMedia media;
    private final InstantSource clock;
    private final RingingCallers callers;
    private final Map<CallId, Talk> talks = new ConcurrentHashMap<>();
    private final Rounds rounds = new Rounds();
    private volatile boolean ringing = true;
    /// Since the database was asked; of the thread that looks at rings.
    private int unasked;

    /// @param looksApart looks in a row at which they were not together
    private record Talk(Call call, boolean met, Instant lastTogether, int looksApart) {
        Talk at(Instant now, boolean together) {
            return together ? new Talk(call, true, now, 0) : new Talk(call, met, lastTogether, looksApart + 1);
        }

        boolean isOver() {
            return looksApart >= (met ? LOOKS_APART : LOOKS_TO_MEET);
        }
    }

    CallClock(Calls calls, CallMedia media, Predicate<UserId> isConnected, InstantSource clock) {
        this.calls = calls;
        this.media = media;
        this.callers = new RingingCallers(isConnected);
        this.clock = clock;
    }

    void start(Switchboard board) {
        rounds.every(1, "rings", () -> expire(board));
        rounds.every(1, "absent-callers", () -> giveUp(board));
        rounds.every(LOOK_SECONDS, "talks", () -> lookAfter(board));
    }

    /// One has begun to ring, of which nobody has been told yet.
    void rings() {
        ringing = true;
    }

    /// It rings at the callee's devices.
    ///
    /// @param fromDevice so that the caller hears of the answer while one of theirs is connected
    void ringing(Call call, boolean fromDevice) {
        if (fromDevice) callers.ring(call, clock.instant());
    }

    /// A device of that user has come, or gone.
    void moved(UserId user) {
        callers.look(user, clock.instant());
    }

    void talks(Call call) {
        callers.done(call);
        talks.put(call.id(), new Talk(call, false, clock.instant(), 0));
    }

    void over(Call call) {
        callers.done(call);
        talks.remove(call.id());
    }

    /// Also run by tests, which do not wait for its time.
    void expire(Switchboard board) {
        if (!ringing && ++unasked < LOOKS_UNASKED) return;
        unasked = 0;
        ringing = false; // before asking, or what begins meanwhile is forgotten
        boolean asked = false;
        try {
            // each aside: one whose room is being made just now has to wait for that
            calls.expire(clock.instant(), call -> Rounds.aside("ring-over", () -> board.expired(call)));
            if (calls.nextExpiry().isPresent()) ringing = true;
            asked = true;
        } finally {
            if (!asked) ringing = true;
        }
    }

    private void giveUp(Switchboard board) {
        callers.givenUp(clock.instant()).forEach(call -> Rounds.aside("caller-gone", () -> board.abandoned(call)));
    }

    /// Also run by tests, which do not wait for its time.
    void lookAfter(Switchboard board) {
        for (var id : List.copyOf(talks.keySet())) look(id, board);
        var rooms = talks.values().stream()
                .filter(talk -> talk.looksApart() == 0)
                .map(talk -> talk.call().room())
                .toList();
        if (!rooms.isEmpty()) calls.seen(rooms, clock.instant());
    }

    private void look(CallId id, Switchboard board) {
        var talk = talks.get(id);
        if (talk == null) return;
        var now = clock.instant();
        boolean together = media.areTogether(talk.call());
        var looked = talks.computeIfPresent(id, (_, it) -> it.at(now, together));
        if (looked != null && looked.isOver()) board.emptied(looked.call(), looked.lastTogether());
    }

    @Override
    public void close() {
        rounds.close();
    }
}

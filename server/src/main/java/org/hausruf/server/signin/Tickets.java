package org.hausruf.server.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hausruf.office.Limits;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Secret;
import org.hausruf.office.SessionId;
import org.hausruf.office.user.User;
import org.hausruf.server.problem.Problem;

/// How a page that has only its cookie, which counts under `/api` alone, proves at `/socket.io` who it is: by a random
/// word that opens one connection within a minute. Kept in memory, as hashes. Thread-safe; guarded by `this`.
public final class Tickets {
    static final Duration LIFETIME = Duration.ofMinutes(1);
    /// In all; the oldest goes first.
    static final int MAX_TICKETS = 50_000;

    private static final Limits.Rate PER_SESSION = new Limits.Rate(30, LIFETIME);

    private final InstantSource clock;
    private final RateLimit<SessionId> perSession;
    private final Map<String, Holder> holders = new LinkedHashMap<>();

    public Tickets(InstantSource clock) {
        this.clock = clock;
        perSession = new RateLimit<>(PER_SESSION, clock);
    }

    public record Ticket(Secret token, Instant expiresAt) {}

    /// Whom a ticket lets in, as long as that session lasts.
    public record Holder(SessionId session, User user, Instant until) {}

    public synchronized Ticket issue(SignedIn to) {
        var wait = perSession.take(to.session());
        if (wait.isPresent()) throw Problem.tooManyRequests(wait.get()).exception();
        makeRoom();
        var ticket = new Ticket(Secret.random(), clock.instant().plus(LIFETIME));
        holders.put(key(ticket.token()), new Holder(to.session(), to.user(), ticket.expiresAt()));
        return ticket;
    }

    /// Uses it up.
    public synchronized Optional<Holder> redeem(Secret token) {
        return Optional.ofNullable(holders.remove(key(token))).filter(this::isGood);
    }

    private boolean isGood(Holder holder) {
        return clock.instant().isBefore(holder.until());
    }

    /// All live equally long, so that those which expire first come first.
    private void makeRoom() {
        var oldest = holders.values().iterator();
        while (oldest.hasNext()) {
            if (isGood(oldest.next()) && holders.size() < MAX_TICKETS) return;
            oldest.remove();
        }
    }

    private static String key(Secret token) {
        return HexFormat.of().formatHex(token.sha256());
    }
}

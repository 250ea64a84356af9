package org.hausruf.office.user;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Limits;
import org.hausruf.office.Result;
import org.hausruf.office.SessionId;
import org.hausruf.office.db.Database;

/// Signing in, staying signed in, signing out. Thread-safe.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Sessions {
    /// How long a browser stays signed in.
    public static final Duration COOKIE_LIFETIME = Duration.ofDays(14);

    /// How long a program's token lasts.
    public static final Duration ACCESS_TOKEN_LIFETIME = Duration.ofMinutes(15);

    public Sessions(Database database, Limits limits, Clock clock) {}

    /// A fresh sign-in. The two secrets exist here and with the client only.
    ///
    /// @param cookieSecret 64 hex digits
    /// @param accessToken 64 hex digits
    public record SignedIn(
            User user, String cookieSecret, Instant expiresAt, String accessToken, Instant accessTokenExpiresAt) {
        @Override
        public String toString() {
            return "SignedIn[" + user.id() + "]";
        }
    }

    /// A sign-in that lasts.
    public record Session(SessionId id, User user) {}

    /// What a user sees of their own sign-ins.
    ///
    /// @param client the browser's or program's own description of itself, shortened
    public record SessionEntry(SessionId id, String client, Instant createdAt, Instant expiresAt) {}

    /// Checks address and password; a success is a new session.
    ///
    /// @param client the User-Agent header, of which a part is kept
    public Result<SignedIn> signIn(String email, String password, String client) {
        throw new UnsupportedOperationException();
    }

    public Optional<Session> byCookie(String cookieSecret) {
        throw new UnsupportedOperationException();
    }

    public Optional<Session> byAccessToken(String accessToken) {
        throw new UnsupportedOperationException();
    }

    /// The caller's own, newest first.
    public List<SessionEntry> list() {
        throw new UnsupportedOperationException();
    }

    /// Ends one of the caller's own; its cookie and access token are void at once.
    public Result<SessionId> end(SessionId session) {
        throw new UnsupportedOperationException();
    }
}

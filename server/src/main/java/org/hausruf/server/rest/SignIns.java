package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Objects;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;
import org.hausruf.server.signin.LinkGate;
import org.hausruf.server.signin.SessionCookie;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/// What somebody gets who has just signed in, by whatever way.
public final class SignIns {
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Answers answers;
    private final LinkGate gate;

    public SignIns(Sessions sessions, SessionCookie cookie, Answers answers, LinkGate gate) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.answers = answers;
        this.gate = gate;
    }

    record UserView(String id, String email, String displayName, String role) {
        static UserView of(User user) {
            return new UserView(
                    user.id().toString(),
                    user.email().value(),
                    user.displayName(),
                    user.role().slug());
        }
    }

    /// @param accessToken for programs, in the answer to a sign-in only
    record SessionView(
            UserView user,
            TenantView tenant,
            String csrfToken,
            @Nullable String accessToken,
            @Nullable Instant accessTokenExpiresAt) {}

    static String client(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
    }

    /// Somebody whom a link has let in.
    ResponseEntity<SessionView> byLink(User user, HttpServletRequest request) {
        return signedIn(answers.value(sessions.begin(user, client(request), gate.network(request))));
    }

    /// For a browser alone, which asks for the rest when it has come to its page.
    String cookie(Sessions.SignedIn fresh) {
        return cookie.holding(fresh.cookieSecret(), Sessions.COOKIE_LIFETIME);
    }

    /// @param cookies more of them
    ResponseEntity<SessionView> signedIn(Sessions.SignedIn fresh, String... cookies) {
        var view = new SessionView(
                UserView.of(fresh.user()),
                answers.tenant(fresh.user().tenant()),
                cookie.csrfToken(fresh.cookieSecret()),
                fresh.accessToken().value(),
                fresh.accessTokenExpiresAt());
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie(fresh))
                .header(HttpHeaders.SET_COOKIE, cookies)
                .body(view);
    }
}

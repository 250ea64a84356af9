package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Objects;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SessionCookie;
import org.hausruf.server.signin.SignInGate;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/session`: sign in, who am I, sign out.
@RestController
@RequestMapping("/api/session")
public final class SessionController {
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Answers answers;
    private final SignInGate gate;

    public SessionController(Sessions sessions, SessionCookie cookie, Answers answers, SignInGate gate) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.answers = answers;
        this.gate = gate;
    }

    record SignInRequest(@Nullable String email, @Nullable String password) {}

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

    @PostMapping
    ResponseEntity<SessionView> signIn(@RequestBody SignInRequest body, HttpServletRequest request) {
        var fields = new Fields();
        var email = fields.text("email", body.email());
        var password = fields.text("password", body.password());
        fields.check();
        var client = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
        return gate.attempt(request, () -> signedIn(answers.value(sessions.signIn(email, password, client))));
    }

    private ResponseEntity<SessionView> signedIn(Sessions.SignedIn fresh) {
        var view = new SessionView(
                UserView.of(fresh.user()),
                answers.tenant(fresh.user().tenant()),
                cookie.csrfToken(fresh.cookieSecret()),
                fresh.accessToken().value(),
                fresh.accessTokenExpiresAt());
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie.holding(fresh.cookieSecret(), Sessions.COOKIE_LIFETIME))
                .body(view);
    }

    @GetMapping
    SessionView current(SignedIn signedIn) {
        var user = signedIn.user();
        return new SessionView(UserView.of(user), answers.tenant(user.tenant()), signedIn.csrfToken(), null, null);
    }

    @DeleteMapping
    ResponseEntity<Void> signOut(SignedIn signedIn) {
        answers.value(sessions.end(signedIn.session()));
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.forgotten())
                .build();
    }
}

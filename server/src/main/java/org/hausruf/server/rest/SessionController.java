package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.user.Sessions;
import org.hausruf.server.call.SocketSignIn;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.rest.SignIns.SessionView;
import org.hausruf.server.rest.SignIns.UserView;
import org.hausruf.server.signin.FailedSignIns;
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

/// `/api/session`: sign in, who am I, a ticket for a socket, sign out.
@RestController
@RequestMapping("/api/session")
public final class SessionController {
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Answers answers;
    private final SignInGate gate;
    private final SocketSignIn sockets;
    private final SignIns signIns;
    private final FailedSignIns failures;

    public SessionController(
            Sessions sessions,
            SessionCookie cookie,
            Answers answers,
            SignInGate gate,
            SocketSignIn sockets,
            SignIns signIns,
            FailedSignIns failures) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.answers = answers;
        this.gate = gate;
        this.sockets = sockets;
        this.signIns = signIns;
        this.failures = failures;
    }

    /// @param code of the second factor, where the account has one
    record SignInRequest(
            @Nullable String email,
            @Nullable String password,
            @Nullable String code) {}

    @PostMapping
    ResponseEntity<SessionView> signIn(@RequestBody SignInRequest body, HttpServletRequest request) {
        var fields = new Fields();
        var email = fields.text("email", body.email());
        var password = fields.text("password", body.password());
        fields.check();
        var shown = new Sessions.Credentials(email, password, body.code());
        var client = SignIns.client(request);
        var result = gate.attempt(request, network -> attempt(shown, new Sessions.From(client, network)));
        return signIns.signedIn(answers.value(result));
    }

    /// Throws what counts as a guess of this address; that a code is needed comes after the right password.
    private Result<Sessions.SignedIn> attempt(Sessions.Credentials shown, Sessions.From from) {
        var result = sessions.signIn(shown, from);
        if (result instanceof Result.Refused(var failure)) failures.note(shown.email(), from, failure);
        var asksForCode = result instanceof Result.Refused(var why) && why instanceof Refusal.CodeNeeded;
        return asksForCode ? result : Result.ok(answers.value(result));
    }

    /// With which a page opens one socket.
    record TicketView(String token, Instant expiresAt) {}

    @PostMapping("/ticket")
    TicketView ticket(SignedIn signedIn) {
        var ticket = sockets.ticket(signedIn);
        return new TicketView(ticket.token().value(), ticket.expiresAt());
    }

    @GetMapping
    SessionView current(SignedIn signedIn) {
        var user = signedIn.user();
        return new SessionView(UserView.of(user), answers.tenant(user.tenant()), signedIn.csrfToken(), null, null);
    }

    @DeleteMapping
    ResponseEntity<Void> signOut(SignedIn signedIn) {
        answers.value(sessions.end(signedIn.session()));
        sockets.ended(signedIn.session());
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.forgotten())
                .build();
    }
}

package org.hausruf.server.rest;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.SessionId;
import org.hausruf.office.account.AccountServices;
import org.hausruf.office.account.OwnAccount;
import org.hausruf.office.user.Sessions;
import org.hausruf.server.call.SocketSignIn;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.rest.SignIns.UserView;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/account`: one's own name, time zone, password and sign-ins.
@RestController
@RequestMapping("/api/account")
public final class AccountController {
    private final OwnAccount own;
    private final Sessions sessions;
    private final Answers answers;
    private final SocketSignIn sockets;

    public AccountController(AccountServices accounts, Sessions sessions, Answers answers, SocketSignIn sockets) {
        this.own = accounts.own();
        this.sessions = sessions;
        this.answers = answers;
        this.sockets = sockets;
    }

    record NameRequest(@Nullable String displayName) {}

    record TimeZoneRequest(@Nullable String timeZone) {}

    /// @param timeZone null: no page has said it yet
    record TimeZoneView(@Nullable String timeZone) {}

    record PasswordRequest(
            @Nullable String currentPassword, @Nullable String newPassword) {}

    /// @param network where it came from, shortened
    /// @param current the one that asks
    record SignInView(
            String id, String client, String network, Instant createdAt, Instant lastUsedAt, boolean current) {}

    record SignInsView(List<SignInView> items) {}

    @PutMapping
    UserView rename(SignedIn me, @RequestBody NameRequest body) {
        var fields = new Fields();
        var name = fields.text("displayName", body.displayName());
        fields.check();
        return UserView.of(answers.value(own.rename(name)));
    }

    @GetMapping("/time-zone")
    TimeZoneView timeZone(SignedIn me) {
        return new TimeZoneView(own.timeZone().map(ZoneId::getId).orElse(null));
    }

    @PutMapping("/time-zone")
    TimeZoneView setTimeZone(SignedIn me, @RequestBody TimeZoneRequest body) {
        var fields = new Fields();
        var zone = fields.text("timeZone", body.timeZone());
        fields.check();
        return new TimeZoneView(answers.value(own.setTimeZone(zone)).getId());
    }

    /// Ends all other sessions.
    @PostMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(SignedIn me, @RequestBody PasswordRequest body) {
        var fields = new Fields();
        var current = fields.text("currentPassword", body.currentPassword());
        var wanted = fields.text("newPassword", body.newPassword());
        fields.check();
        answers.value(own.changePassword(me.session(), current, wanted)).forEach(sockets::ended);
    }

    @GetMapping("/sessions")
    SignInsView signIns(SignedIn me) {
        return new SignInsView(sessions.list().stream()
                .map(entry -> new SignInView(
                        entry.id().toString(),
                        entry.client(),
                        entry.network(),
                        entry.createdAt(),
                        entry.lastUsedAt(),
                        entry.id().equals(me.session())))
                .toList());
    }

    /// All but the one that asks.
    @DeleteMapping("/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOthers(SignedIn me) {
        sessions.endOthers(me.session()).forEach(sockets::ended);
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(SignedIn me, @PathVariable("id") UUID id) {
        sockets.ended(answers.value(sessions.end(me.session(), new SessionId(id))));
    }
}

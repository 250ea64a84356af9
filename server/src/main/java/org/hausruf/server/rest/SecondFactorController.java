package org.hausruf.server.rest;

import java.time.Instant;
import java.util.List;
import org.hausruf.office.account.OwnFactor;
import org.hausruf.server.call.SocketSignIn;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/account/second-factor`: codes of an app as one's own second step of sign-in. What changes it asks for the
/// password, so that a machine somebody has left is not enough.
@RestController
@RequestMapping("/api/account/second-factor")
public final class SecondFactorController {
    private final OwnFactor factor;
    private final Answers answers;
    private final SocketSignIn sockets;

    public SecondFactorController(OwnFactor factor, Answers answers, SocketSignIn sockets) {
        this.factor = factor;
        this.answers = answers;
        this.sockets = sockets;
    }

    record PasswordRequest(@Nullable String password) {}

    record CodeRequest(@Nullable String code) {}

    /// @param since null: it is off
    record StateView(boolean on, @Nullable Instant since, int recoveryCodesLeft) {}

    /// @param secret to be typed, where the QR code cannot be read
    /// @param uri what the QR code says
    record SecretView(String secret, String uri) {}

    /// In this answer only.
    record CodesView(List<String> recoveryCodes) {}

    @GetMapping
    StateView state(SignedIn me) {
        var state = factor.state();
        return new StateView(state.isOn(), state.since(), state.recoveryCodesLeft());
    }

    @PostMapping
    SecretView begin(SignedIn me, @RequestBody PasswordRequest body) {
        var totp = answers.value(factor.begin(password(body)));
        var office = answers.tenant(me.user().tenant()).name();
        return new SecretView(totp.text(), totp.uri(office, me.user().email().value()));
    }

    /// Switches it on and ends all other sessions.
    @PostMapping("/confirm")
    CodesView confirm(SignedIn me, @RequestBody CodeRequest body) {
        var fields = new Fields();
        var code = fields.text("code", body.code());
        fields.check();
        var on = answers.value(factor.confirm(me.session(), code));
        on.ended().forEach(sockets::ended);
        return new CodesView(on.recoveryCodes());
    }

    @PostMapping("/recovery-codes")
    CodesView newRecoveryCodes(SignedIn me, @RequestBody PasswordRequest body) {
        return new CodesView(answers.value(factor.newRecoveryCodes(password(body))));
    }

    @PostMapping("/off")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void switchOff(SignedIn me, @RequestBody PasswordRequest body) {
        answers.value(factor.switchOff(password(body)));
    }

    private static String password(PasswordRequest body) {
        var fields = new Fields();
        var password = fields.text("password", body.password());
        fields.check();
        return password;
    }
}

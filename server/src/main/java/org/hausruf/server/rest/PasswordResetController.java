package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.PasswordResetId;
import org.hausruf.office.Secret;
import org.hausruf.office.account.AccountServices;
import org.hausruf.office.account.PasswordResets;
import org.hausruf.server.call.SocketSignIn;
import org.hausruf.server.config.Settings;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.signin.ForgottenPasswords;
import org.hausruf.server.signin.LinkGate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/password-resets`: a new password for who has forgotten the old one. Asking is answered alike, and as fast,
/// whether there is such an account or not.
@RestController
@RequestMapping("/api/password-resets")
public final class PasswordResetController {
    private final PasswordResets resets;
    private final ForgottenPasswords forgotten;
    private final Answers answers;
    private final LinkGate gate;
    private final SocketSignIn sockets;
    private final boolean byMail;

    public PasswordResetController(
            AccountServices accounts,
            ForgottenPasswords forgotten,
            Answers answers,
            LinkGate gate,
            SocketSignIn sockets,
            Settings settings) {
        this.resets = accounts.resets();
        this.forgotten = forgotten;
        this.answers = answers;
        this.gate = gate;
        this.sockets = sockets;
        this.byMail = settings.mail().goesOut();
    }

    record ForgottenRequest(
            @Nullable String email, @Nullable String locale) {}

    /// @param byMail false: no mail server is configured, so nothing comes
    record ForgottenView(boolean byMail) {}

    record TokenRequest(@Nullable String token) {}

    record ResetRequest(@Nullable String token, @Nullable String password) {}

    record PreviewView(TenantView tenant) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ForgottenView ask(@RequestBody ForgottenRequest body, HttpServletRequest request) {
        gate.countForgotten(request);
        var fields = new Fields();
        var typed = fields.text("email", body.email());
        var language = fields.word("locale", body.locale(), Language.tags());
        fields.check();
        var email = EmailAddress.parse(typed)
                .orElseThrow(() -> Problem.invalid("email", "not one e-mail address", EmailAddress.ALLOWED)
                        .exception());
        if (byMail) forgotten.ask(email, language.map(Language::ofTag).orElse(null));
        return new ForgottenView(byMail);
    }

    @PostMapping("/{id}/preview")
    PreviewView preview(@PathVariable("id") UUID id, @RequestBody TokenRequest body, HttpServletRequest request) {
        gate.count(request);
        var fields = new Fields();
        var token = new Secret(fields.text("token", body.token()));
        fields.check();
        return new PreviewView(answers.tenant(answers.value(resets.preview(new PasswordResetId(id), token))));
    }

    @PostMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@PathVariable("id") UUID id, @RequestBody ResetRequest body, HttpServletRequest request) {
        gate.count(request);
        var fields = new Fields();
        var token = new Secret(fields.text("token", body.token()));
        var password = fields.text("password", body.password());
        fields.check();
        answers.value(resets.use(new PasswordResetId(id), token, password))
                .sessions()
                .forEach(sockets::ended);
    }
}

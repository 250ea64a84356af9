package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.hausruf.office.Secret;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.account.AccountServices;
import org.hausruf.office.account.UserInvites;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.rest.SignIns.SessionView;
import org.hausruf.server.signin.LinkGate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/user-invites/{id}`: how somebody who was asked into an office makes their account. The link's token says that
/// it is them; always POST, as what merely opens links changes nothing.
@RestController
@RequestMapping("/api/user-invites/{id}")
public final class UserInviteController {
    private final UserInvites invites;
    private final SignIns signIns;
    private final Answers answers;
    private final LinkGate gate;

    public UserInviteController(AccountServices accounts, SignIns signIns, Answers answers, LinkGate gate) {
        this.invites = accounts.invites();
        this.signIns = signIns;
        this.answers = answers;
        this.gate = gate;
    }

    record TokenRequest(@Nullable String token) {}

    record AcceptRequest(
            @Nullable String token,
            @Nullable String displayName,
            @Nullable String password) {}

    record PreviewView(String email, TenantView tenant) {}

    @PostMapping("/preview")
    PreviewView preview(@PathVariable("id") UUID id, @RequestBody TokenRequest body, HttpServletRequest request) {
        gate.count(request);
        var fields = new Fields();
        var token = new Secret(fields.text("token", body.token()));
        fields.check();
        var preview = answers.value(invites.preview(new UserInviteId(id), token));
        return new PreviewView(preview.email().value(), answers.tenant(preview.tenant()));
    }

    @PostMapping("/accept")
    ResponseEntity<SessionView> accept(
            @PathVariable("id") UUID id, @RequestBody AcceptRequest body, HttpServletRequest request) {
        gate.count(request);
        var fields = new Fields();
        var token = new Secret(fields.text("token", body.token()));
        var name = fields.text("displayName", body.displayName());
        var password = fields.text("password", body.password());
        fields.check();
        return signIns.byLink(answers.value(invites.accept(new UserInviteId(id), token, name, password)), request);
    }
}

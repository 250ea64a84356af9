package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.hausruf.office.Secret;
import org.hausruf.office.SenderId;
import org.hausruf.office.sender.Senders;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.LinkGate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/sender-links/{id}`: how whoever reads what is sent to an address allows an office to send as it. The link's
/// token says that it is them; always POST, as what merely opens links changes nothing.
@RestController
@RequestMapping("/api/sender-links/{id}")
public final class SenderLinkController {
    private final Senders senders;
    private final Answers answers;
    private final LinkGate gate;

    public SenderLinkController(Senders senders, Answers answers, LinkGate gate) {
        this.senders = senders;
        this.answers = answers;
        this.gate = gate;
    }

    record TokenRequest(@Nullable String token) {}

    record PreviewView(
            String email, String displayName, @Nullable String replyTo, TenantView tenant) {}

    @PostMapping("/preview")
    PreviewView preview(@PathVariable("id") UUID id, @RequestBody TokenRequest body, HttpServletRequest request) {
        var preview = answers.value(senders.preview(new SenderId(id), token(body, request)));
        var replyTo = preview.replyTo();
        return new PreviewView(
                preview.email().value(),
                preview.displayName(),
                replyTo == null ? null : replyTo.value(),
                answers.tenant(preview.tenant()));
    }

    @PostMapping("/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@PathVariable("id") UUID id, @RequestBody TokenRequest body, HttpServletRequest request) {
        var _ = answers.value(senders.confirm(new SenderId(id), token(body, request)));
    }

    private Secret token(TokenRequest body, HttpServletRequest request) {
        gate.count(request);
        var fields = new Fields();
        var token = new Secret(fields.text("token", body.token()));
        fields.check();
        return token;
    }
}

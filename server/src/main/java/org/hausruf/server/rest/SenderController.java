package org.hausruf.server.rest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.SenderId;
import org.hausruf.office.sender.SenderIdentity;
import org.hausruf.office.sender.Senders;
import org.hausruf.office.tenant.Branding;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/senders`: addresses as which the office's mail goes out. Admins keep them, everybody of the office may choose.
@RestController
@RequestMapping("/api/senders")
public final class SenderController {
    private final Senders senders;
    private final Answers answers;
    private final Languages languages;

    public SenderController(Senders senders, Answers answers, Branding branding) {
        this.senders = senders;
        this.answers = answers;
        this.languages = new Languages(branding);
    }

    /// @param verifiedAt null: it is not used yet
    record SenderView(
            String id,
            String email,
            String displayName,
            @Nullable String replyTo,
            boolean isDefault,
            @Nullable Instant verifiedAt,
            Instant linkExpiresAt,
            @Nullable String sendError,
            String mailState,
            Instant createdAt) {
        static SenderView of(SenderIdentity it) {
            var replyTo = it.replyTo();
            return new SenderView(
                    it.id().toString(),
                    it.email().value(),
                    it.displayName(),
                    replyTo == null ? null : replyTo.value(),
                    it.isDefault(),
                    it.verifiedAt(),
                    it.linkExpiresAt(),
                    it.sendError(),
                    it.mailState().slug(),
                    it.createdAt());
        }
    }

    record ListView(List<SenderView> items) {}

    record ChoiceView(String id, String email, String displayName, boolean isDefault) {
        static ChoiceView of(SenderIdentity it) {
            return new ChoiceView(it.id().toString(), it.email().value(), it.displayName(), it.isDefault());
        }
    }

    record ChoicesView(List<ChoiceView> items) {}

    record NewSender(
            @Nullable String email,
            @Nullable String displayName,
            @Nullable String replyTo,
            @Nullable String locale) {}

    /// @param locale of the mail; the office's language if none is named
    record ResendRequest(@Nullable String locale) {}

    @GetMapping
    ListView list(SignedIn admin) {
        return new ListView(
                answers.value(senders.list()).stream().map(SenderView::of).toList());
    }

    @GetMapping("/choices")
    ChoicesView choices(SignedIn host) {
        return new ChoicesView(senders.choices().stream().map(ChoiceView::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SenderView add(SignedIn admin, @RequestBody NewSender body) {
        var fields = new Fields();
        var email = fields.text("email", body.email());
        var name = fields.text("displayName", body.displayName());
        var language = languages.named(fields, body.locale());
        fields.check();
        return SenderView.of(answers.value(senders.add(email, name, body.replyTo(), language)));
    }

    @PostMapping("/{id}/resend")
    SenderView resend(SignedIn admin, @PathVariable("id") UUID id, @RequestBody ResendRequest body) {
        var fields = new Fields();
        var language = languages.named(fields, body.locale());
        fields.check();
        return SenderView.of(answers.value(senders.resend(new SenderId(id), language)));
    }

    @PostMapping("/{id}/default")
    SenderView makeDefault(SignedIn admin, @PathVariable("id") UUID id) {
        return SenderView.of(answers.value(senders.makeDefault(new SenderId(id))));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(SignedIn admin, @PathVariable("id") UUID id) {
        var _ = answers.value(senders.remove(new SenderId(id)));
    }
}

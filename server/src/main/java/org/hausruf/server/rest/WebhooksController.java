package org.hausruf.server.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.DeliveryId;
import org.hausruf.office.WebhookId;
import org.hausruf.office.user.User;
import org.hausruf.office.webhook.Delivery;
import org.hausruf.office.webhook.Webhook;
import org.hausruf.office.webhook.Webhooks;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.hausruf.server.signin.Limit;
import org.hausruf.server.signin.RateLimits;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/webhooks`: other programs that are told of the office's calls. For admins.
@RestController
@RequestMapping("/api/webhooks")
public final class WebhooksController {
    private static final int DEFAULT_LIMIT = 20;
    private static final List<String> STATES =
            Arrays.stream(Delivery.State.values()).map(Delivery.State::slug).toList();

    private final Webhooks webhooks;
    private final OutboundHttp http;
    private final Answers answers;
    private final RateLimits limits;

    public WebhooksController(Webhooks webhooks, OutboundHttp http, Answers answers, RateLimits limits) {
        this.webhooks = webhooks;
        this.http = http;
        this.answers = answers;
        this.limits = limits;
    }

    record WebhookView(
            String id,
            String url,
            boolean enabled,
            @Nullable String disabledReason,
            @Nullable Instant failingSince,
            Instant createdAt) {
        static WebhookView of(Webhook webhook) {
            var reason = webhook.disabledReason();
            return new WebhookView(
                    webhook.id().toString(),
                    webhook.url(),
                    webhook.enabled(),
                    reason == null ? null : reason.slug(),
                    webhook.failingSince(),
                    webhook.createdAt());
        }
    }

    record ListView(List<WebhookView> items) {}

    record OneView(WebhookView webhook) {}

    record SecretView(WebhookView webhook, String secret) {
        static SecretView of(Webhooks.WithSecret it) {
            return new SecretView(WebhookView.of(it.webhook()), it.secret().value());
        }
    }

    record DeliveryView(
            String id,
            @Nullable String callId,
            String event,
            String state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant lastAttemptAt,
            @Nullable Integer lastStatus,
            @Nullable String lastAnswer,
            Instant createdAt) {
        static DeliveryView of(Delivery it) {
            var call = it.call();
            return new DeliveryView(
                    it.id().toString(),
                    call == null ? null : call.toString(),
                    it.event(),
                    it.state().slug(),
                    it.attempts(),
                    it.nextAttemptAt(),
                    it.lastAttemptAt(),
                    it.lastStatus(),
                    it.lastAnswer(),
                    it.createdAt());
        }
    }

    record OneDeliveryView(DeliveryView delivery) {
        static OneDeliveryView of(Delivery it) {
            return new OneDeliveryView(DeliveryView.of(it));
        }
    }

    record PageView(List<DeliveryView> items, @Nullable String nextCursor) {}

    record CountView(int count) {}

    record NewWebhook(@Nullable String url) {}

    /// What is missing stays.
    record Change(@Nullable String url, @Nullable Boolean enabled) {}

    record Since(@Nullable String since) {}

    @GetMapping
    ListView list(SignedIn admin) {
        return new ListView(
                answers.value(webhooks.list()).stream().map(WebhookView::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SecretView create(SignedIn admin, @RequestBody NewWebhook body) {
        admins(admin);
        var fields = new Fields();
        var url = fields.text("url", body.url());
        fields.check();
        return SecretView.of(answers.value(webhooks.create(sendable(admin, url))));
    }

    @PatchMapping("/{id}")
    OneView change(SignedIn admin, @PathVariable("id") UUID id, @RequestBody Change body) {
        admins(admin);
        var url = body.url() == null ? null : sendable(admin, body.url());
        return new OneView(WebhookView.of(answers.value(webhooks.change(new WebhookId(id), url, body.enabled()))));
    }

    /// Before a stranger has a name looked up.
    private static void admins(SignedIn person) {
        if (person.user().role() != User.Role.ADMIN) {
            throw Problem.of(ProblemCode.FORBIDDEN).exception();
        }
    }

    private String sendable(SignedIn admin, String url) {
        limits.take(Limit.NAMED_HOST, admin.user().id());
        var wrong = uri(url).map(http::refusal).orElse(Optional.of("is no URL"));
        if (wrong.isPresent())
            throw Problem.invalid("url", wrong.get(), OutboundHttp.ALLOWED_OR_LISTED)
                    .exception();
        return url;
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(SignedIn admin, @PathVariable("id") UUID id) {
        var _ = answers.value(webhooks.delete(new WebhookId(id)));
    }

    @PostMapping("/{id}/secret")
    SecretView newSecret(SignedIn admin, @PathVariable("id") UUID id) {
        return SecretView.of(answers.value(webhooks.newSecret(new WebhookId(id))));
    }

    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    OneDeliveryView test(SignedIn admin, @PathVariable("id") UUID id) {
        return OneDeliveryView.of(answers.value(webhooks.test(new WebhookId(id))));
    }

    @GetMapping("/{id}/deliveries")
    PageView deliveries(
            SignedIn admin,
            @PathVariable("id") UUID id,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", required = false) @Nullable String limit) {
        var fields = new Fields();
        var which = fields.word("state", state, STATES).flatMap(Delivery.State::ofSlug);
        var count = fields.number("limit", limit, DEFAULT_LIMIT, 1, org.hausruf.office.Limits.MAX_PAGE);
        fields.check();
        var page = answers.value(webhooks.deliveries(new WebhookId(id), which.orElse(null), cursor, count));
        return new PageView(
                page.items().stream().map(DeliveryView::of).toList(),
                page.nextCursor().orElse(null));
    }

    @PostMapping("/{id}/deliveries/{delivery}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    OneDeliveryView replay(SignedIn admin, @PathVariable("id") UUID id, @PathVariable("delivery") UUID delivery) {
        return OneDeliveryView.of(answers.value(webhooks.replay(new WebhookId(id), new DeliveryId(delivery))));
    }

    /// All that have failed since then.
    @PostMapping("/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CountView replayAll(SignedIn admin, @PathVariable("id") UUID id, @RequestBody Since body) {
        var fields = new Fields();
        var since = fields.time("since", fields.text("since", body.since()));
        fields.check();
        return new CountView(answers.value(webhooks.replay(new WebhookId(id), since.orElseThrow())));
    }
}

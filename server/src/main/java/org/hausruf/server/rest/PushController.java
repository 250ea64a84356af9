package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.CallId;
import org.hausruf.office.Language;
import org.hausruf.office.PushSubscriptionId;
import org.hausruf.office.Secret;
import org.hausruf.office.call.Call;
import org.hausruf.office.push.PushSubscription;
import org.hausruf.office.push.PushSubscription.Target;
import org.hausruf.office.push.PushSubscriptions;
import org.hausruf.office.push.PushSubscriptions.NewSubscription;
import org.hausruf.office.tenant.Branding;
import org.hausruf.server.call.CallView;
import org.hausruf.server.call.Switchboard;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.push.BrowserKey;
import org.hausruf.server.push.PushAnswers;
import org.hausruf.server.push.PushServices;
import org.hausruf.server.push.Vapid;
import org.hausruf.server.signin.AnswerGate;
import org.hausruf.server.signin.Limit;
import org.hausruf.server.signin.RateLimits;
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

/// `/api/push`: browsers that are told of calls while no page is open, and what their notifications answer. Such an
/// answer needs no sign-in: the secret in the notification says for whom, and for which call.
@RestController
@RequestMapping("/api/push")
public final class PushController {
    private static final List<String> ACTIONS = List.of("accept", "decline");

    private final PushSubscriptions subscriptions;
    private final Vapid vapid;
    private final PushServices services;
    private final PushAnswers calls;
    private final Answers answers;
    private final AnswerGate gate;
    private final RateLimits limits;
    private final Branding branding;

    public PushController(
            PushSubscriptions subscriptions,
            Vapid vapid,
            PushServices services,
            PushAnswers calls,
            Answers answers,
            AnswerGate gate,
            RateLimits limits,
            Branding branding) {
        this.subscriptions = subscriptions;
        this.vapid = vapid;
        this.services = services;
        this.calls = calls;
        this.answers = answers;
        this.gate = gate;
        this.limits = limits;
        this.branding = branding;
    }

    record KeyView(String key) {}

    /// As browsers write it (`PushSubscription.toJSON()`), with what we need besides.
    record SubscriptionRequest(
            @Nullable String endpoint,
            @Nullable KeysRequest keys,
            @Nullable String label,
            @Nullable String language) {}

    record KeysRequest(@Nullable String p256dh, @Nullable String auth) {}

    /// Without the address: it is the browser's secret.
    record SubscriptionView(
            String id,
            String label,
            String language,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {
        static SubscriptionView of(PushSubscription it) {
            return new SubscriptionView(
                    it.id().toString(), it.label(), it.language().tag(), it.createdAt(), it.lastUsedAt());
        }
    }

    record ListView(List<SubscriptionView> items) {}

    record AnswerRequest(
            @Nullable String callId,
            @Nullable String answerSecret,
            @Nullable String action) {}

    record DeclinedView(CallView call) {
        static DeclinedView of(Call call) {
            return new DeclinedView(CallView.of(call, call.to()));
        }
    }

    record AcceptedView(CallView call, @Nullable String token, String roomName, URI serverUrl) {
        static AcceptedView of(Switchboard.Line line) {
            var call = line.call();
            return new AcceptedView(
                    CallView.of(call, call.to()), line.token(), call.room().value(), line.serverUrl());
        }
    }

    @GetMapping("/key")
    KeyView key(SignedIn user) {
        return new KeyView(vapid.publicKey());
    }

    @PostMapping("/subscriptions")
    @ResponseStatus(HttpStatus.CREATED)
    SubscriptionView subscribe(SignedIn user, @RequestBody SubscriptionRequest body) {
        var fields = new Fields();
        var keys = body.keys() == null ? new KeysRequest(null, null) : body.keys();
        var target = new Target(
                fields.text("endpoint", body.endpoint()),
                fields.text("keys.p256dh", keys.p256dh()),
                fields.text("keys.auth", keys.auth()));
        var label = fields.text("label", body.label());
        var language = fields.word("language", body.language(), Language.tags());
        fields.check();
        limits.take(Limit.NAMED_HOST, user.user().id());
        checkEndpoint(target.endpoint());
        if (BrowserKey.of(target).isEmpty())
            throw Problem.invalid("keys", "are none", "a point of P-256 and 16 bytes, as base64url without padding")
                    .exception();
        var wanted =
                new NewSubscription(target, label, language.map(Language::ofTag).orElseGet(branding::language));
        return SubscriptionView.of(answers.value(subscriptions.save(user.session(), wanted)));
    }

    /// What it is now; where it leads is looked at again for every message.
    private void checkEndpoint(String endpoint) {
        try {
            var refusal = services.http().refusal(new URI(endpoint));
            if (refusal.isPresent()) throw noEndpoint(refusal.get());
        } catch (URISyntaxException e) {
            throw noEndpoint("is no address");
        }
    }

    private static RuntimeException noEndpoint(String why) {
        return Problem.invalid("endpoint", why, OutboundHttp.ALLOWED).exception();
    }

    @GetMapping("/subscriptions")
    ListView list(SignedIn user) {
        return new ListView(
                subscriptions.list().stream().map(SubscriptionView::of).toList());
    }

    @DeleteMapping("/subscriptions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unsubscribe(SignedIn user, @PathVariable("id") UUID id) {
        answers.value(subscriptions.remove(new PushSubscriptionId(id)));
    }

    @PostMapping("/answers")
    Record answer(HttpServletRequest request, @RequestBody AnswerRequest body) {
        gate.count(request);
        var fields = new Fields();
        var call = new CallId(fields.id("callId", body.callId()));
        var secret = new Secret(fields.text("answerSecret", body.answerSecret()));
        var action = fields.oneOf("action", body.action(), ACTIONS);
        fields.check();
        return action.equals("accept")
                ? AcceptedView.of(answers.value(calls.accept(call, secret)))
                : DeclinedView.of(answers.value(calls.decline(call, secret)));
    }
}

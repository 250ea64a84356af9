package org.hausruf.server.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.Secret;
import org.hausruf.office.SignInProviderId;
import org.hausruf.office.identity.SignInProvider;
import org.hausruf.office.identity.SignInProvider.Rules;
import org.hausruf.office.identity.SignInProviders;
import org.hausruf.office.identity.SignInProviders.NewSecret;
import org.hausruf.office.user.User;
import org.hausruf.server.identity.Discovery;
import org.hausruf.server.identity.ProviderSignIns;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// `/api/sign-in-providers`: with whom the office's people sign in, by OpenID Connect. For admins.
@RestController
@RequestMapping("/api/sign-in-providers")
public final class SignInProviderController {
    private final SignInProviders providers;
    private final ProviderSignIns flow;
    private final Checks checks;
    private final Answers answers;

    /// How a provider is looked at before it is saved.
    public record Checks(Discovery discovery, OutboundHttp http, RateLimits limits, URI origin) {}

    public SignInProviderController(SignInProviders providers, ProviderSignIns flow, Checks checks, Answers answers) {
        this.providers = providers;
        this.flow = flow;
        this.checks = checks;
        this.answers = answers;
    }

    /// @param link for the office's people: their sign-in page with this provider's button
    record View(
            String id,
            String name,
            String issuer,
            String clientId,
            boolean hasSecret,
            boolean emailTrusted,
            boolean asksSecondFactor,
            List<String> joinDomains,
            String link,
            Instant createdAt) {}

    /// @param redirectUri what the office names to its providers
    record ListView(String redirectUri, List<View> items) {}

    private View view(SignInProvider it) {
        return new View(
                it.id().toString(),
                it.rules().name(),
                it.issuer(),
                it.rules().clientId(),
                it.hasSecret(),
                it.rules().emailTrusted(),
                it.rules().asksSecondFactor(),
                it.rules().joinDomains(),
                checks.origin().resolve("/sign-in?provider=" + it.id()).toString(),
                it.createdAt());
    }

    @GetMapping
    ListView list(SignedIn admin) {
        var items = answers.value(providers.list()).stream().map(this::view).toList();
        return new ListView(flow.redirect(admin.user().tenant()).toString(), items);
    }

    record NewProvider(
            @Nullable String name,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable Boolean emailTrusted,
            @Nullable Boolean asksSecondFactor,
            @Nullable List<String> joinDomains) {
        /// The secret stays out of whatever prints this.
        @Override
        public String toString() {
            return "NewProvider[" + issuer + "]";
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    View create(SignedIn admin, @RequestBody NewProvider body) {
        isAdmin(admin);
        var fields = new Fields();
        var issuer = fields.text("issuer", body.issuer());
        var rules = new Rules(
                fields.text("name", body.name()),
                fields.text("clientId", body.clientId()),
                Boolean.TRUE.equals(body.emailTrusted()),
                !Boolean.FALSE.equals(body.asksSecondFactor()),
                Objects.requireNonNullElse(body.joinDomains(), List.of()));
        fields.check();
        check(admin, issuer);
        var secret = body.clientSecret();
        return view(answers.value(providers.create(issuer, rules, secret == null ? null : new Secret(secret))));
    }

    /// @param clientSecret left out: as it is; empty: none any more
    record Change(
            @Nullable String name,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable Boolean emailTrusted,
            @Nullable Boolean asksSecondFactor,
            @Nullable List<String> joinDomains) {
        @Override
        public String toString() {
            return "Change[" + name + "]";
        }
    }

    @PatchMapping("/{id}")
    View change(SignedIn admin, @PathVariable("id") UUID id, @RequestBody Change body) {
        var before = answers.value(providers.list()).stream()
                .filter(it -> it.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND).exception());
        var was = before.rules();
        check(admin, before.issuer());
        var rules = new Rules(
                Objects.requireNonNullElse(body.name(), was.name()),
                Objects.requireNonNullElse(body.clientId(), was.clientId()),
                Objects.requireNonNullElse(body.emailTrusted(), was.emailTrusted()),
                Objects.requireNonNullElse(body.asksSecondFactor(), was.asksSecondFactor()),
                Objects.requireNonNullElse(body.joinDomains(), was.joinDomains()));
        return view(answers.value(providers.change(before.id(), rules, secret(body.clientSecret()))));
    }

    private static NewSecret secret(@Nullable String typed) {
        if (typed == null) return new NewSecret.Kept();
        return new NewSecret.Set(typed.isEmpty() ? null : new Secret(typed));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(SignedIn admin, @PathVariable("id") UUID id) {
        var _ = answers.value(providers.delete(new SignInProviderId(id)));
    }

    /// Before a stranger has a name looked up.
    private static void isAdmin(SignedIn admin) {
        if (admin.user().role() != User.Role.ADMIN)
            throw Problem.of(ProblemCode.FORBIDDEN).exception();
    }

    /// Refused is what one cannot sign in with now.
    private void check(SignedIn admin, String issuer) {
        checks.limits().take(Limit.NAMED_HOST, admin.user().id());
        var uri = uri(issuer);
        var wrong = uri.isEmpty() || uri.get().getRawQuery() != null
                ? Optional.of("is no issuer")
                : checks.http().refusal(uri.get());
        if (wrong.isPresent())
            throw Problem.invalid("issuer", wrong.get(), OutboundHttp.ALLOWED_OR_LISTED)
                    .exception();
        checks.discovery().look(issuer).ifPresent(why -> {
            throw switch (why) {
                case UNREACHABLE -> Problem.of(ProblemCode.PROVIDER_UNREACHABLE).exception();
                case MISMATCH -> Problem.of(ProblemCode.PROVIDER_MISMATCH).exception();
                case NOT_ALLOWED ->
                    Problem.invalid("issuer", "names addresses that are not public", OutboundHttp.ALLOWED_OR_LISTED)
                            .exception();
            };
        });
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}

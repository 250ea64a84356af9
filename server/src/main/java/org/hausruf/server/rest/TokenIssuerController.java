package org.hausruf.server.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.Secret;
import org.hausruf.office.TokenIssuerId;
import org.hausruf.office.identity.IssuerKey;
import org.hausruf.office.identity.TokenIssuer;
import org.hausruf.office.identity.TokenIssuers;
import org.hausruf.office.user.User;
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

/// `/api/token-issuers`: others whose tokens the office takes. For admins.
@RestController
@RequestMapping("/api/token-issuers")
public final class TokenIssuerController {
    private final TokenIssuers issuers;
    private final OutboundHttp http;
    private final RateLimits limits;
    private final Answers answers;

    public TokenIssuerController(TokenIssuers issuers, OutboundHttp http, RateLimits limits, Answers answers) {
        this.issuers = issuers;
        this.http = http;
        this.limits = limits;
        this.answers = answers;
    }

    /// @param jwksUrl null: shared secret
    record IssuerView(
            String id,
            String issuer,
            String audience,
            @Nullable String jwksUrl,
            String emailClaim,
            boolean emailTrusted,
            @Nullable String tenantClaim,
            @Nullable String tenantValue,
            Instant createdAt) {
        static IssuerView of(TokenIssuer it) {
            var tenant = it.rules().tenant();
            return new IssuerView(
                    it.id().toString(),
                    it.rules().issuer(),
                    it.rules().audience(),
                    it.jwksUrl(),
                    it.rules().emailClaim(),
                    it.rules().emailTrusted(),
                    tenant == null ? null : tenant.name(),
                    tenant == null ? null : tenant.value(),
                    it.createdAt());
        }
    }

    record ListView(List<IssuerView> items) {}

    /// @param jwksUrl this or the secret
    record NewIssuer(
            @Nullable String issuer,
            @Nullable String audience,
            @Nullable String jwksUrl,
            @Nullable String secret,
            @Nullable String emailClaim,
            @Nullable Boolean emailTrusted,
            @Nullable String tenantClaim,
            @Nullable String tenantValue) {
        /// The secret stays out of whatever prints this.
        @Override
        public String toString() {
            return "NewIssuer[" + issuer + "]";
        }
    }

    @GetMapping
    ListView list(SignedIn admin) {
        return new ListView(
                answers.value(issuers.list()).stream().map(IssuerView::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    IssuerView create(SignedIn admin, @RequestBody NewIssuer body) {
        if (admin.user().role() != User.Role.ADMIN)
            throw Problem.of(ProblemCode.FORBIDDEN).exception(); // before a stranger has a name looked up
        var fields = new Fields();
        var issuer = fields.text("issuer", body.issuer());
        var audience = fields.text("audience", body.audience());
        var claim = body.tenantClaim();
        var value = claim == null ? "" : fields.text("tenantValue", body.tenantValue());
        if (claim == null && body.tenantValue() != null) fields.text("tenantClaim", null);
        fields.check();
        var rules = new TokenIssuer.Rules(
                issuer,
                audience,
                Objects.requireNonNullElse(body.emailClaim(), TokenIssuers.PROVABLE_CLAIM),
                Boolean.TRUE.equals(body.emailTrusted()),
                claim == null ? null : new TokenIssuer.TenantClaim(claim, value));
        return IssuerView.of(answers.value(issuers.create(rules, key(admin, body.jwksUrl(), body.secret()))));
    }

    /// The issuer stays as it is, and so does what is left out.
    ///
    /// @param jwksUrl in the place of the key that is there, as the secret
    /// @param tenantClaim empty: none any more
    record Change(
            @Nullable String audience,
            @Nullable String jwksUrl,
            @Nullable String secret,
            @Nullable String emailClaim,
            @Nullable Boolean emailTrusted,
            @Nullable String tenantClaim,
            @Nullable String tenantValue) {
        @Override
        public String toString() {
            return "Change[" + audience + "]";
        }
    }

    @PatchMapping("/{id}")
    IssuerView change(SignedIn admin, @PathVariable("id") UUID id, @RequestBody Change body) {
        if (answers.value(issuers.list()).stream()
                .noneMatch(it -> it.id().value().equals(id)))
            throw Problem.of(ProblemCode.NOT_FOUND).exception(); // before anybody's name is looked up for nothing
        var isKept = body.jwksUrl() == null && body.secret() == null;
        var key = isKept ? null : key(admin, body.jwksUrl(), body.secret());
        return IssuerView.of(answers.value(issuers.change(new TokenIssuerId(id), was -> changed(was, body), key)));
    }

    private static TokenIssuer.Rules changed(TokenIssuer.Rules was, Change body) {
        return new TokenIssuer.Rules(
                was.issuer(),
                Objects.requireNonNullElse(body.audience(), was.audience()),
                Objects.requireNonNullElse(body.emailClaim(), was.emailClaim()),
                Objects.requireNonNullElse(body.emailTrusted(), was.emailTrusted()),
                tenant(was.tenant(), body.tenantClaim(), body.tenantValue()));
    }

    private static TokenIssuer.@Nullable TenantClaim tenant(
            TokenIssuer.@Nullable TenantClaim was, @Nullable String claim, @Nullable String value) {
        if (claim == null && value == null) return was;
        var name = Objects.requireNonNullElse(claim, was == null ? "" : was.name());
        if (name.isEmpty() && (value == null || value.isEmpty())) return null;
        var fields = new Fields();
        fields.text("tenantClaim", name.isEmpty() ? null : name);
        var wanted = fields.text("tenantValue", Objects.requireNonNullElse(value, was == null ? "" : was.value()));
        fields.check();
        return new TokenIssuer.TenantClaim(name, wanted);
    }

    private IssuerKey key(SignedIn admin, @Nullable String url, @Nullable String secret) {
        if (url != null && secret == null) return new IssuerKey.Published(reachable(admin, url));
        if (secret != null && url == null) return new IssuerKey.Shared(new Secret(secret));
        throw Problem.invalid("jwksUrl", "is one of two", "an address of keys or a secret, not both")
                .exception();
    }

    private URI reachable(SignedIn admin, String url) {
        limits.take(Limit.NAMED_HOST, admin.user().id());
        var uri = uri(url);
        var wrong = uri.map(http::refusal).orElse(Optional.of("is no URL"));
        if (wrong.isPresent())
            throw Problem.invalid("jwksUrl", wrong.get(), OutboundHttp.ALLOWED_OR_LISTED)
                    .exception();
        return uri.orElseThrow();
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
        var _ = answers.value(issuers.delete(new TokenIssuerId(id)));
    }
}

package org.hausruf.server.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.SignInProviderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.account.ProviderPeople;
import org.hausruf.office.identity.SignInProviders;
import org.hausruf.office.user.User;
import org.hausruf.server.outbound.OutboundHttp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signing in through OpenID Connect: the authorization code flow with PKCE (RFC 6749 §4.1, RFC 7636, OpenID Connect
/// Core §3.1), as RFC 9700 wants it.
///
/// What is asked for is kept under a secret of the browser that began. Whoever comes back must be that browser, with
/// the `state` of that sign-in, at the address of the provider's office, once. A provider thus never gets a code that
/// another office's provider has given (mix-up, RFC 9700 §4.4): each office has an address of its own to come back to.
/// Thread-safe.
public final class ProviderSignIns {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIns.class);

    private static final String SCOPE = "openid email profile";
    private static final int MAX_CODE_LENGTH = 4_000;

    private final SignInProviders providers;
    private final ProviderPeople people;
    private final Discovery discovery;
    private final IdTokens idTokens;
    private final TokenEndpoint tokenEndpoint;
    private final URI origin;
    private final PendingSignIns<Asked> asked;
    private final PendingSignIns<Half> halves;

    /// What it works with.
    ///
    /// @param origin public address of this server
    public record Parts(Discovery discovery, KeySets keys, OutboundHttp http, URI origin, InstantSource clock) {}

    public ProviderSignIns(SignInProviders providers, ProviderPeople people, Parts parts) {
        this.providers = providers;
        this.people = people;
        discovery = parts.discovery();
        idTokens = new IdTokens(parts.keys(), parts.clock());
        tokenEndpoint = new TokenEndpoint(parts.http());
        origin = parts.origin();
        asked = new PendingSignIns<>(parts.clock());
        halves = new PendingSignIns<>(parts.clock());
    }

    /// What was asked for.
    private record Asked(
            SignInProviderId provider, TenantId tenant, Secret state, Secret nonce, Secret verifier, String back) {}

    /// Signed in there, and asked for a code here.
    private record Half(User user, SignInProviderId provider, String back) {}

    /// Where a browser is to go, and by what it is known when it comes back.
    public record Begun(URI there, Secret browser) {}

    /// What a browser brings back in the query; null: not, or more than once.
    public record Brought(
            @Nullable String state,
            @Nullable String code,
            @Nullable String issuer,
            @Nullable String error) {}

    /// Who came back.
    ///
    /// @param back where in the product they wanted to go
    public record Person(User user, SignInProviders.Client by, String back) {}

    /// Why nobody has signed in.
    public enum Why {
        /// Not what this browser began, not any more, or a second time.
        OVER,
        /// They did not want to, or the provider did not let them.
        DECLINED,
        /// The provider does not answer, or what it says proves nothing.
        FAILED,
        /// Proved, and nobody of the office who may sign in.
        NOBODY
    }

    /// What became of it.
    public sealed interface Outcome {
        record Good(Person person) implements Outcome {}

        /// @param back where they wanted to go; empty: not known
        record Bad(Why why, String back) implements Outcome {}
    }

    /// The address that an office names to its providers.
    public URI redirect(TenantId tenant) {
        return origin.resolve("/api/sign-in/oidc/" + tenant + "/callback");
    }

    /// @param back where in the product they want to go, which has been looked at
    /// @return [Refusal.NotFound]; nothing inside: the provider does not answer
    public Result<Optional<Begun>> begin(SignInProviderId id, String back) {
        var client = providers.find(id).orElse(null);
        if (client == null) return Result.refused(new Refusal.NotFound());
        return Result.ok(discovery.of(client.provider().issuer()).map(it -> begun(client, it, back)));
    }

    private Begun begun(SignInProviders.Client client, ProviderMetadata metadata, String back) {
        var id = client.provider().id();
        var wanted = new Asked(id, client.tenant(), Secret.random(), Secret.random(), Secret.random(), back);
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", client.provider().rules().clientId());
        query.put("redirect_uri", redirect(client.tenant()).toString());
        query.put("scope", SCOPE);
        query.put("state", wanted.state().value());
        query.put("nonce", wanted.nonce().value());
        query.put("code_challenge", challenge(wanted.verifier()));
        query.put("code_challenge_method", "S256");
        return new Begun(with(metadata.authorization(), query), asked.keep(client.tenant(), wanted));
    }

    /// RFC 7636 §4.2.
    private static String challenge(Secret verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(verifier.sha256());
    }

    private static URI with(URI address, Map<String, String> query) {
        var more = query.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + more);
    }

    /// Uses up what the browser began, whatever comes of it.
    ///
    /// @param office at whose address it came back
    /// @param browser null: it has none
    public Outcome complete(TenantId office, @Nullable Secret browser, Brought brought) {
        var wanted = browser == null ? null : asked.take(browser).orElse(null);
        var state = brought.state();
        if (wanted == null || state == null || !isSame(state, wanted.state())) return new Outcome.Bad(Why.OVER, "");
        if (!wanted.tenant().equals(office)) return bad(wanted, Why.FAILED, "at another office's address");
        var client = providers.find(wanted.provider()).orElse(null);
        if (client == null) return bad(wanted, Why.OVER, "removed meanwhile");
        return discovery
                .of(client.provider().issuer())
                .map(it -> complete(wanted, client, it, brought))
                .orElseGet(() -> bad(wanted, Why.FAILED, "no metadata"));
    }

    private static boolean isSame(String shown, Secret secret) {
        return MessageDigest.isEqual(shown.getBytes(US_ASCII), secret.value().getBytes(US_ASCII));
    }

    private static Outcome bad(Asked wanted, Why why, String words) {
        LOG.atInfo()
                .addKeyValue("provider", wanted.provider())
                .addKeyValue("tenant", wanted.tenant())
                .addKeyValue("why", words)
                .log("sign-in through a provider refused");
        return new Outcome.Bad(why, wanted.back());
    }

    private Outcome complete(Asked wanted, SignInProviders.Client client, ProviderMetadata metadata, Brought brought) {
        var issuer = brought.issuer();
        var isOther = issuer == null
                ? metadata.namesItself()
                : !issuer.equals(client.provider().issuer());
        if (isOther) return bad(wanted, Why.FAILED, "another issuer");
        if (brought.error() != null) {
            var declined = brought.error().equals("access_denied");
            return bad(wanted, declined ? Why.DECLINED : Why.FAILED, "the provider's error");
        }
        var code = brought.code();
        if (code == null || code.isEmpty() || code.length() > MAX_CODE_LENGTH)
            return bad(wanted, Why.FAILED, "no code");
        var shown = new TokenEndpoint.Code(code, redirect(client.tenant()), wanted.verifier());
        return tokenEndpoint
                .tokens(metadata, client, shown)
                .map(tokens -> complete(wanted, client, metadata, tokens))
                .orElseGet(() -> bad(wanted, Why.FAILED, "no tokens"));
    }

    private Outcome complete(
            Asked wanted, SignInProviders.Client client, ProviderMetadata metadata, TokenEndpoint.Tokens tokens) {
        var provider = client.provider();
        var right =
                new IdTokens.Wanted(provider.issuer(), provider.rules().clientId(), metadata.keys(), wanted.nonce());
        var claims = idTokens.claims(tokens.id(), right).orElse(null);
        if (claims == null) return bad(wanted, Why.FAILED, "ID token");
        var person = people.person(client, shown(claims, client, metadata, tokens));
        return person.<Outcome>map(it -> new Outcome.Good(new Person(it, client, wanted.back())))
                .orElseGet(() -> bad(wanted, Why.NOBODY, "nobody here"));
    }

    /// The address from the ID token, or from where the provider keeps it instead.
    private ProviderPeople.Shown shown(
            JWTClaimsSet claims,
            SignInProviders.Client client,
            ProviderMetadata metadata,
            TokenEndpoint.Tokens tokens) {
        var access = tokens.access();
        var place = metadata.userInfo();
        var all = claims.getClaim("email") == null && access != null && place != null
                ? tokenEndpoint.userInfo(client, place, access, claims.getSubject())
                : claims.getClaims();
        var isProved = client.provider().rules().emailTrusted() || Boolean.TRUE.equals(all.get("email_verified"));
        var email = isProved && all.get("email") instanceof String text
                ? EmailAddress.parse(text).orElse(null)
                : null;
        var name = all.get("name") instanceof String text ? text : "";
        return new ProviderPeople.Shown(claims.getSubject(), email, name);
    }

    /// Keeps who has still to show a code.
    ///
    /// @return by which the browser is known meanwhile
    public Secret half(Person person) {
        return halves.keep(
                person.by().tenant(),
                new Half(person.user(), person.by().provider().id(), person.back()));
    }

    /// Who has still to show a code in that browser, as long as their provider is the office's.
    public Optional<Person> halfOf(Secret browser) {
        return halves.look(browser)
                .flatMap(half -> providers.find(half.provider()).map(by -> new Person(half.user(), by, half.back())));
    }

    /// They have shown it.
    public void done(Secret browser) {
        var _ = halves.take(browser);
    }
}

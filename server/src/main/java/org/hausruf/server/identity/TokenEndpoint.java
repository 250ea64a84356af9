package org.hausruf.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.URLEncoder;
import java.text.ParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hausruf.office.Secret;
import org.hausruf.office.identity.SignInProviders;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.outbound.Outcome;
import org.jspecify.annotations.Nullable;

/// Has a provider give tokens for a code, and tell of the person whom they are about. Thread-safe.
final class TokenEndpoint {
    private final OutboundHttp http;

    TokenEndpoint(OutboundHttp http) {
        this.http = http;
    }

    /// @param access null: there is none
    record Tokens(String id, @Nullable Secret access) {}

    /// What a code is shown with.
    ///
    /// @param verifier of PKCE (RFC 7636)
    record Code(String value, URI redirect, Secret verifier) {}

    /// @return nothing: the code is worth nothing, or the provider does not answer well
    Optional<Tokens> tokens(ProviderMetadata metadata, SignInProviders.Client client, Code code) {
        var id = client.provider().rules().clientId();
        var secret = client.secret();
        var form = new HashMap<>(Map.of(
                "grant_type", "authorization_code",
                "code", code.value(),
                "redirect_uri", code.redirect().toString(),
                "code_verifier", code.verifier().value()));
        var headers = new HashMap<String, String>();
        if (secret != null && metadata.takesBasic()) {
            headers.put("Authorization", basic(id, secret));
        } else {
            form.put("client_id", id);
            if (secret != null) form.put("client_secret", secret.value());
        }
        return object(http.submit(client.tenant(), metadata.token(), headers, form))
                .flatMap(TokenEndpoint::tokens);
    }

    private static Optional<Tokens> tokens(Map<String, Object> answer) {
        var access =
                answer.get("access_token") instanceof String text && text.matches("[!-~]+") ? new Secret(text) : null;
        return answer.get("id_token") instanceof String id ? Optional.of(new Tokens(id, access)) : Optional.empty();
    }

    /// What the provider says of that person beside (OpenID Connect Core §5.3), if it is that person.
    ///
    /// @return empty: nothing
    Map<String, Object> userInfo(SignInProviders.Client client, URI address, Secret access, String subject) {
        var headers = Map.of("Authorization", "Bearer " + access.value());
        return object(http.get(client.tenant(), address, headers))
                .filter(it -> subject.equals(it.get("sub")))
                .orElse(Map.of());
    }

    private static Optional<Map<String, Object>> object(Outcome outcome) {
        if (!(outcome instanceof Outcome.Answered answer) || answer.status() != 200) return Optional.empty();
        try {
            return Optional.of(JSONObjectUtils.parse(answer.head()));
        } catch (ParseException | RuntimeException e) { // it may be anything
            return Optional.empty();
        }
    }

    /// RFC 6749 §2.3.1: each as in a form, first.
    private static String basic(String id, Secret secret) {
        var both = URLEncoder.encode(id, UTF_8) + ":" + URLEncoder.encode(secret.value(), UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
    }
}

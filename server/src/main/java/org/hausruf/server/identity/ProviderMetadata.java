package org.hausruf.server.identity;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a provider says of itself (OpenID Connect Discovery 1.0 §3), as far as it matters here. Immutable.
///
/// @param userInfo null: it tells of people in ID tokens alone
/// @param takesBasic whether clients with a secret may show it in the header
/// @param namesItself whether it says who it is when it sends people back (RFC 9207)
record ProviderMetadata(
        String issuer,
        URI authorization,
        URI token,
        URI keys,
        @Nullable URI userInfo,
        boolean takesBasic,
        boolean namesItself) {
    /// @return nothing: not the document of a provider that one can sign in with
    static Optional<ProviderMetadata> read(String json) {
        try {
            var document = JSONObjectUtils.parse(json);
            var issuer = JSONObjectUtils.getString(document, "issuer");
            var userInfo = JSONObjectUtils.getString(document, "userinfo_endpoint");
            var methods = JSONObjectUtils.getStringList(document, "token_endpoint_auth_methods_supported");
            return issuer == null
                    ? Optional.empty()
                    : Optional.of(new ProviderMetadata(
                            issuer,
                            address(document, "authorization_endpoint"),
                            address(document, "token_endpoint"),
                            address(document, "jwks_uri"),
                            userInfo == null ? null : new URI(userInfo),
                            methods == null || methods.contains("client_secret_basic"),
                            Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported"))));
        } catch (ParseException | URISyntaxException | RuntimeException e) { // it may be anything
            return Optional.empty();
        }
    }

    private static URI address(Map<String, Object> document, String name) throws ParseException, URISyntaxException {
        var text = JSONObjectUtils.getString(document, name);
        if (text == null) throw new ParseException(name + " is missing", 0);
        return new URI(text);
    }

    /// Everywhere that it sends us or people to.
    List<URI> addresses() {
        return Stream.of(authorization, token, keys, userInfo)
                .filter(Objects::nonNull)
                .toList();
    }
}

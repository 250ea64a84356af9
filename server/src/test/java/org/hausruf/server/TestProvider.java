package org.hausruf.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/// An OpenID provider by real HTTP on a port of its own, as strict as one may expect of one, that a test may make
/// careless or hostile piece by piece. Its keys are made with it.
final class TestProvider implements AutoCloseable {
    static final String CLIENT_ID = "hausruf of the office";
    static final String SECRET = "secret: of the office & nobody else";

    private static final JsonMapper JSON = new JsonMapper();

    private final Clock clock;
    private final HttpServer server;
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final Map<String, Object> more = new ConcurrentHashMap<>();
    private final Map<String, Object> userInfo = new ConcurrentHashMap<>();
    private volatile Answer tokens = this::tokens;
    final RSAKey key = TokenMaker.rsaKey("provider-1");
    /// What it was shown at its token endpoint.
    final List<Map<String, String>> shown = new CopyOnWriteArrayList<>();
    volatile UnaryOperator<JWTClaimsSet.Builder> says = claims -> claims;
    volatile Function<JWTClaimsSet, String> signs = claims -> TokenMaker.signed(key, claims);

    /// What it does with a request.
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private record Asked(Map<String, String> request, String email) {}

    TestProvider(Clock clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/openid-configuration", it -> json(it, 200, metadata()));
        server.createContext("/keys", it -> text(it, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", it -> tokens.to(it));
        server.createContext("/me", it -> json(it, 200, userInfo));
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Map<String, Object> metadata() {
        var all = new HashMap<String, Object>(Map.of(
                "issuer",
                issuer(),
                "authorization_endpoint",
                issuer() + "/authorize?tenant=1",
                "token_endpoint",
                issuer() + "/token",
                "jwks_uri",
                issuer() + "/keys",
                "userinfo_endpoint",
                issuer() + "/me",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256")));
        all.putAll(more);
        return all;
    }

    /// From now on, of itself.
    void declare(String name, Object value) {
        more.put(name, value);
    }

    /// From now on, to whoever shows an access token.
    void tellOf(Map<String, Object> person) {
        userInfo.putAll(person);
    }

    void answerTokens(Answer answer) {
        tokens = answer;
    }

    /// Somebody signs in where they were sent.
    ///
    /// @return what they bring back in the query
    Map<String, String> signIn(URI there, String email) {
        if (!there.toString().startsWith(issuer() + "/authorize?tenant=1&"))
            throw new AssertionError("not sent here: " + there);
        var request = form(there.getRawQuery());
        var code = UUID.randomUUID().toString();
        codes.put(code, new Asked(request, email));
        return new HashMap<>(Map.of("code", code, "state", asked(there, "state"), "iss", issuer()));
    }

    /// What a browser was sent with.
    static String asked(URI there, String name) {
        return Objects.requireNonNull(form(there.getRawQuery()).get(name), name);
    }

    static Map<String, String> form(String text) {
        var form = new HashMap<String, String>();
        Arrays.stream(text.split("&")).map(it -> it.split("=", 2)).forEach(it -> {
            if (form.put(it[0], URLDecoder.decode(it[1], UTF_8)) != null) throw new AssertionError(it[0] + " twice");
        });
        return form;
    }

    void tokens(HttpExchange exchange) throws IOException {
        var form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        shown.add(form);
        var asked = codes.remove(form.getOrDefault("code", ""));
        if (asked == null || !isRight(exchange, form, asked.request())) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        var token = signs.apply(says.apply(claims(asked)).build());
        json(exchange, 200, Map.of("access_token", "at", "token_type", "Bearer", "expires_in", 60, "id_token", token));
    }

    private static boolean isRight(HttpExchange exchange, Map<String, String> form, Map<String, String> request) {
        var basic = exchange.getRequestHeaders().getFirst("Authorization");
        return "authorization_code".equals(form.get("grant_type"))
                && (basic == null
                        ? CLIENT_ID.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret"))
                        : isClient(basic))
                && Objects.equals(request.get("redirect_uri"), form.get("redirect_uri"))
                && challenge(form.getOrDefault("code_verifier", "")).equals(request.get("code_challenge"))
                && "S256".equals(request.get("code_challenge_method"));
    }

    private static boolean isClient(String basic) {
        var both = new String(Base64.getDecoder().decode(basic.replaceFirst("^Basic ", "")), UTF_8).split(":", -1);
        return both.length == 2
                && URLDecoder.decode(both[0], UTF_8).equals(CLIENT_ID)
                && URLDecoder.decode(both[1], UTF_8).equals(SECRET);
    }

    private static String challenge(String verifier) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWTClaimsSet.Builder claims(Asked asked) {
        var now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT_ID)
                .subject("subject of " + asked.email())
                .claim("nonce", asked.request().get("nonce"))
                .claim("email", asked.email())
                .claim("email_verified", true)
                .claim("name", "Jemand von dort")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
    }

    static void json(HttpExchange exchange, int status, Object body) throws IOException {
        text(exchange, status, JSON.writeValueAsString(body));
    }

    static void text(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

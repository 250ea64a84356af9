package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The providers that an office's people sign in with, and what admins may do with them.
class SignInProviderApiTest extends ProviderOffice {
    @Test
    void adminsSeeTheirOfficesProvidersAndNoSecret() {
        var id = added(anna, provider);
        var list = anna.get(PROVIDERS);
        assertThat(list.items()).singleElement().satisfies(it -> {
            assertThat(it.path("id").asString()).isEqualTo(id);
            assertThat(it.path("hasSecret").asBoolean()).isTrue();
            assertThat(it.path("asksSecondFactor").asBoolean()).isTrue();
            assertThat(it.path("emailTrusted").asBoolean()).isFalse();
            assertThat(it.path("joinDomains")).isEmpty();
            assertThat(it.path("link").asString()).isEqualTo(server.origin() + "/sign-in?provider=" + id);
        });
        assertThat(list.body().toString()).doesNotContain(TestProvider.SECRET);
        assertThat(list.text("redirectUri"))
                .matches(server.origin() + "/api/sign-in/oidc/[0-9a-f-]{36}/callback")
                .isNotEqualTo(carla.get(PROVIDERS).text("redirectUri"));

        assertThat(carla.get(PROVIDERS).items()).isEmpty();
        assertThat(carla.delete(PROVIDERS + "/" + id).code()).isEqualTo("not-found");
        assertThat(carla.patch(PROVIDERS + "/" + id, Map.of("name", "Carlas")).code())
                .isEqualTo("not-found");
        var ben = server.ben();
        assertThat(ben.get(PROVIDERS).code()).isEqualTo("forbidden");
        assertThat(ben.post(PROVIDERS, wanted(provider)).code()).isEqualTo("forbidden");
        assertThat(ben.patch(PROVIDERS + "/" + id, Map.of("name", "Bens")).code())
                .isEqualTo("forbidden");
        assertThat(ben.delete(PROVIDERS + "/" + id).code()).isEqualTo("forbidden");
        assertThat(server.visitor().get(PROVIDERS).code()).isEqualTo("not-signed-in");
        assertThat(server.visitor().post(PROVIDERS, wanted(provider)).code()).isEqualTo("not-signed-in");
        assertThat(server.anna()
                        .with("X-CSRF-Token", "x")
                        .post(PROVIDERS, wanted(provider))
                        .code())
                .isEqualTo("csrf");
        assertThat(anna.get(PROVIDERS).items()).hasSize(1);
    }

    @Test
    void whatIsLeftOutOfAChangeStays() {
        var id = added(anna, provider, "joinDomains", List.of("new.example"));

        var changed = anna.patch(PROVIDERS + "/" + id, Map.of("name", "Konto", "clientSecret", ""));
        assertThat(changed.text("name")).isEqualTo("Konto");
        assertThat(changed.text("clientId")).isEqualTo(TestProvider.CLIENT_ID);
        assertThat(changed.body().path("hasSecret").asBoolean()).isFalse();
        assertThat(changed.body().at("/joinDomains/0").asString()).isEqualTo("new.example");
        var ben = browser();
        isRefused(ben, signIn(ben, id, "ben@sot.example"), "failed");
        anna.patch(PROVIDERS + "/" + id, Map.of("clientSecret", TestProvider.SECRET));
        var again = browser();
        isSignedIn(again, signIn(again, id, "ben@sot.example"), "ben@sot.example");
        assertThat(anna.delete(PROVIDERS + "/" + id).status()).isEqualTo(204);

        for (var event : List.of("provider-added", "provider-removed"))
            assertThat(anna.get("/api/audit-log?limit=100&event=" + event).items())
                    .as(event)
                    .filteredOn(it -> it.at("/object/id").asString().equals(id))
                    .hasSize(1);
        assertThat(anna.get("/api/audit-log?limit=100&event=provider-changed").items())
                .filteredOn(it -> it.at("/object/id").asString().equals(id))
                .extracting(it -> it.at("/detail/parts").asString())
                .containsExactlyInAnyOrder("client-secret", "name, client-secret"); // at one moment of a standing clock
        assertThat(anna.get("/api/audit-log?limit=100&event=provider-added").items())
                .filteredOn(it -> it.at("/object/id").asString().equals(id))
                .extracting(it -> it.at("/detail/issuer").asString()
                        + it.at("/detail/trusted").asString()
                        + it.at("/detail/factor").asString()
                        + it.at("/detail/domains").asString())
                .containsExactly(provider.issuer() + "falsetruenew.example");
    }

    @Test
    void aProviderThatOneCannotSignInWithIsRefused() {
        assertThat(anna.post(PROVIDERS, wanted(provider, "issuer", "http://127.0.0.1:9"))
                        .code())
                .isEqualTo("provider-unreachable");
        assertThat(anna.post(PROVIDERS, wanted(provider, "issuer", provider.issuer() + "/"))
                        .code())
                .as("it names itself without")
                .isEqualTo("provider-mismatch");
        provider.declare("issuer", "https://id.example/{tenantid}");
        assertThat(anna.post(PROVIDERS, wanted(provider)).code()).isEqualTo("provider-mismatch");
        provider.declare("issuer", provider.issuer());
        for (var address : List.of("javascript:alert(1)", "http://10.0.0.1/", "https://[::1]/", "ftp://x.example/")) {
            for (var name : List.of("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")) {
                try (var own = new TestProvider(CLOCK)) {
                    own.declare(name, address);
                    assertThat(anna.post(PROVIDERS, wanted(own)).field())
                            .as("%s %s", name, address)
                            .isEqualTo("issuer");
                }
            }
        }
        provider.declare("token_endpoint", 7);
        assertThat(anna.post(PROVIDERS, wanted(provider)).code()).isEqualTo("provider-unreachable");
        for (var issuer : List.of(
                "nowhere", "", "http://10.0.0.1", "https://[::1]", "https://u@x.example", "https://x.example/?a"))
            assertThat(anna.post(PROVIDERS, wanted(provider, "issuer", issuer)).field())
                    .as(issuer)
                    .isEqualTo("issuer");
        assertThat(anna.get(PROVIDERS).items()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThat(anna.post(PROVIDERS, wanted(provider, "name", "")).field()).isEqualTo("name");
        assertThat(anna.post(PROVIDERS, wanted(provider, "clientId", "")).field())
                .isEqualTo("clientId");
        assertThat(anna.post(PROVIDERS, wanted(provider, "clientSecret", "")).field())
                .isEqualTo("clientSecret");
        assertThat(anna.post(PROVIDERS, wanted(provider, "joinDomains", List.of("*")))
                        .field())
                .isEqualTo("joinDomains");
        assertThat(anna.post(PROVIDERS, Map.of()).field()).isEqualTo("issuer");
        for (int i = 0; i < 5; i++) added(anna, provider);
        assertThat(anna.post(PROVIDERS, wanted(provider)).field()).isEqualTo("issuer");
    }
}

package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What pages of any origin may load.
class EmbedApiTest {
    private static final String CRM = "https://crm.sot.example";
    private static final String SCRIPT = "/embed/call-button.js";

    private final TestServer server = TestServer.shared();
    private final Client anna = server.anna();

    @AfterEach
    void allowNobody() {
        anna.put("/api/allowed-origins", Map.of("origins", List.of()));
    }

    private Client page(String origin) {
        return server.visitor().with("Origin", origin);
    }

    @Test
    void aPageIsToldWhetherAnyOfficeAllowsIt() {
        var refused = page(CRM).get("/embed/origin");
        assertThat(refused.body().toString()).isEqualTo("{\"allowed\":false}");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(refused.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(refused.headers().firstValue("Cache-Control")).hasValue("no-store");

        anna.put("/api/allowed-origins", Map.of("origins", List.of(CRM)));

        assertThat(page(CRM).get("/embed/origin").body().toString()).isEqualTo("{\"allowed\":true}");
        for (var other : List.of("null", "https://evil.example", CRM + ".evil.example"))
            assertThat(page(other).get("/embed/origin").body().toString())
                    .as(other)
                    .isEqualTo("{\"allowed\":false}");
        assertThat(server.visitor().get("/embed/origin").body().toString())
                .as("our own page")
                .isEqualTo("{\"allowed\":true}");
        assertThat(page(CRM).post("/embed/origin").status()).isEqualTo(405);
    }

    @Test
    void theScriptHasOneAddressAndIsAskedForAnew() {
        assumeTrue(getClass().getResource("/web/index.html") != null, "the web app is part of this build");

        var script = page(CRM).get(SCRIPT);

        assertThat(script.status()).isEqualTo(200);
        assertThat(script.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(script.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(script.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
        var etag = script.headers().firstValue("ETag").orElseThrow();
        assertThat(page(CRM).with("If-None-Match", etag).get(SCRIPT).status()).isEqualTo(304);
        assertThat(page(CRM).get("/embed/../application.properties").status()).isNotEqualTo(200);
        assertThat(page(CRM).get("/embed/nothing.js").status()).isEqualTo(404);
    }
}

package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hausruf.postgres.DatabasePlan;
import org.hausruf.postgres.EmbeddedPostgres;
import org.hausruf.postgres.Login;
import org.hausruf.postgres.PostgresSettings;
import org.hausruf.server.config.Settings;
import org.hausruf.server.config.WrongSetting;
import org.hausruf.testkit.FreePort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A PostgreSQL of the operator's own, prepared as docs/permissions.md says: another server than the product's.
class ExternalDatabaseTest {
    private static final DatabasePlan PLAN =
            DatabasePlan.HAUSRUF.with("careless", List.of("alter role careless superuser"));

    @TempDir
    static Path foreign;

    private static EmbeddedPostgres postgres;

    @TempDir
    Path data;

    private final int port = FreePort.next();

    @BeforeAll
    static void startTheirs() {
        postgres = EmbeddedPostgres.start(new PostgresSettings(foreign, PLAN, false));
    }

    @AfterAll
    static void stopTheirs() {
        postgres.close();
    }

    private Settings settings(String app, String owner) {
        return Settings.read(environment(app, owner), List.of(), data);
    }

    private Map<String, String> environment(String app, String owner) {
        return new HashMap<>(Map.of(
                "HAUSRUF_HTTP",
                "127.0.0.1:" + port,
                "HAUSRUF_UDP",
                "127.0.0.1:0",
                "HAUSRUF_DATA",
                data.toString(),
                "HAUSRUF_DATABASE_URL",
                app,
                "HAUSRUF_DATABASE_OWNER_URL",
                owner,
                "HAUSRUF_SAMPLE",
                "on",
                "HAUSRUF_SAMPLE_PASSWORD",
                TestServer.PASSWORD));
    }

    private static String url(Login login) {
        return login.jdbcUrl() + "?user=" + login.user() + "&password=" + login.password();
    }

    private static String app() {
        return url(postgres.login("hausruf_app"));
    }

    private static String owner() {
        return url(postgres.owner());
    }

    @Test
    void theProductMigratesItWorksInItAndComesBackToIt() throws SQLException {
        String call;
        try (var _ = Product.start(settings(app(), owner()))) {
            var anna = new Client(URI.create("http://localhost:" + port));
            anna.signIn("anna@sot.example", TestServer.PASSWORD);
            call = anna.post("/api/video-calls", Map.of("title", "Over there")).text("callId");
        }
        try (var _ = Product.start(settings(app(), owner()))) {
            var anna = new Client(URI.create("http://localhost:" + port));
            anna.signIn("anna@sot.example", TestServer.PASSWORD);

            assertThat(anna.get("/api/video-calls/" + call).text("title")).isEqualTo("Over there");
        }
        assertThat(data.resolve("postgres")).as("none of our own").doesNotExist();
        var owner = postgres.owner();
        try (var connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                var tables = connection.createStatement().executeQuery("""
                        select string_agg(distinct tableowner, ',') from pg_tables where schemaname = 'public'""")) {
            tables.next();
            assertThat(tables.getString(1)).isEqualTo("hausruf_owner");
        }
    }

    @Test
    void wrongAddressesAreRefusedInOneLineThatNamesTheSettingAndNoPassword() {
        refused(app().replaceFirst("password=.*", "password=wrong"), owner(), "HAUSRUF_DATABASE_URL", "hausruf_app");
        refused(app(), owner().replaceFirst("password=.*", "password=wrong"), "HAUSRUF_DATABASE_OWNER_URL");
        refused(app(), owner().replace("/hausruf?", "/nothing?"), "HAUSRUF_DATABASE_OWNER_URL", "nothing");
        refused(app(), owner().replaceFirst(":\\d+/", ":" + port + "/"), "HAUSRUF_DATABASE_OWNER_URL", "refused");
        refused(owner(), owner(), "HAUSRUF_DATABASE_URL", "owns");
        refused(app(), app(), "HAUSRUF_DATABASE_OWNER_URL", "does not own");
        refused(app().replace("/hausruf?", "/template1?"), owner(), "HAUSRUF_DATABASE_URL", "template1");
        refused(url(postgres.login("careless")), owner(), "HAUSRUF_DATABASE_URL", "row-level security");
    }

    private void refused(String app, String owner, String... named) {
        assertThatThrownBy(() -> Product.start(settings(app, owner)))
                .isInstanceOf(WrongSetting.class)
                .message()
                .contains(named)
                .doesNotContain(
                        "\n",
                        postgres.owner().password(),
                        postgres.login("hausruf_app").password());
        assertThat(data.resolve("secrets")).as("nothing was started").doesNotExist();
    }

    @Test
    void theProgramEndsWithThatLineAlone() throws IOException, InterruptedException {
        var app = app().replaceFirst(":\\d+/", ":" + FreePort.next() + "/");
        var process = MainTest.Running.launch(data, environment(app, owner()));
        var errors = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors.lines()).singleElement().asString().contains("HAUSRUF_DATABASE_URL", "refused");
    }
}

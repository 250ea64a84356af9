package org.hausruf.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;
import org.hausruf.server.config.Settings;
import org.hausruf.testkit.FreePort;
import org.hausruf.testkit.ThrowawayDatabase;

/// The whole product on a free port with sample data and a database of its own. Most tests share one.
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";

    private final ThrowawayDatabase database;
    private final Relay relay;
    private final Settings settings;
    private final Clock clock;
    private Product product;
    private final URI origin;
    private final Path data;

    private static final class Shared {
        static final TestServer SERVER = start(Map.of());

        static {
            ringLong(SERVER.anna());
            ringLong(SERVER.carla());
        }

        /// As long as an office may let it ring: a test that is held up finds its call still there.
        private static void ringLong(Client admin) {
            var changed = admin.put("/api/call-settings", Map.of("ringSeconds", 120, "ringWhenBusy", false));
            if (changed.status() != 200) throw new AssertionError(changed.body());
            admin.delete("/api/session");
        }
    }

    static TestServer shared() {
        return Shared.SERVER;
    }

    /// @param more settings beside those that every test server has
    static TestServer start(Map<String, String> more) {
        return start(more, Clock.systemUTC());
    }

    static TestServer start(Map<String, String> more, Clock clock) {
        return new TestServer(more, clock);
    }

    private TestServer(Map<String, String> more, Clock clock) {
        database = ThrowawayDatabase.copyOf("office", it -> Database.migrate(login(it.owner())));
        relay = Relay.to(
                URI.create(database.app().jdbcUrl().substring("jdbc:".length())).getPort());
        data = temporaryDirectory();
        var port = FreePort.next();
        origin = URI.create("http://localhost:" + port);
        var environment = new HashMap<>(Map.of(
                "HAUSRUF_HTTP",
                "127.0.0.1:" + port,
                "HAUSRUF_UDP",
                "127.0.0.1:0",
                "HAUSRUF_DATA",
                data.toString(),
                "HAUSRUF_DATABASE_URL",
                relayed(url(database.app())),
                "HAUSRUF_DATABASE_OWNER_URL",
                url(database.owner()),
                "HAUSRUF_SAMPLE",
                "on",
                "HAUSRUF_SAMPLE_PASSWORD",
                PASSWORD));
        environment.putAll(more);
        settings = Settings.read(environment, List.of(), data);
        this.clock = clock;
        product = Product.start(settings, clock);
    }

    /// Stops everything but the database, and starts it again.
    void restart() {
        product.close();
        product = Product.start(settings, clock);
    }

    /// The way to the first office, where there are no sample data.
    URI setUpLink() {
        return product.setUpLink().orElseThrow();
    }

    URI origin() {
        return origin;
    }

    Path data() {
        return data;
    }

    ThrowawayDatabase database() {
        return database;
    }

    Client visitor() {
        return new Client(origin);
    }

    Client signedIn(String email) {
        var client = visitor();
        client.signIn(email, PASSWORD);
        return client;
    }

    Client anna() {
        return signedIn("anna@sot.example");
    }

    Client ben() {
        return signedIn("ben@sot.example");
    }

    /// Of another tenant.
    Client carla() {
        return signedIn("carla@synapse.example");
    }

    /// As the product works with it, in a pool of its own.
    Database connect() {
        return Database.connect(login(database.app()));
    }

    /// From now on nobody answers where the database was.
    void loseDatabase() {
        relay.close();
    }

    private String relayed(String url) {
        return url.replaceFirst("//[^/]+/", "//127.0.0.1:" + relay.port() + "/");
    }

    @Override
    public void close() {
        product.close();
        relay.close();
        database.close();
    }

    private static Login login(org.hausruf.postgres.Login login) {
        return new Login(login.jdbcUrl(), login.user(), login.password());
    }

    private static String url(org.hausruf.postgres.Login login) {
        return login.jdbcUrl() + "?user=" + login.user() + "&password=" + login.password();
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "data-").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

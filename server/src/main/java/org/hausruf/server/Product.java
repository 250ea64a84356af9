package org.hausruf.server;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.EngineSettings;
import org.hausruf.office.Limits;
import org.hausruf.office.Office;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;
import org.hausruf.office.sample.SampleData;
import org.hausruf.postgres.EmbeddedPostgres;
import org.hausruf.postgres.PostgresSettings;
import org.hausruf.server.bridge.EmbeddedMediaServer;
import org.hausruf.server.bridge.MediaServer;
import org.hausruf.server.bridge.RoomWatch;
import org.hausruf.server.config.DatabaseUrl;
import org.hausruf.server.config.Secrets;
import org.hausruf.server.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/// Everything that runs: database, engine, office, web, started in this order and closed in the other.
public final class Product implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Product.class);

    private static final Map<String, Object> SPRING = Map.of(
            "spring.threads.virtual.enabled", "true",
            "spring.mvc.log-resolved-exception", "false",
            "server.shutdown", "immediate");

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Settings settings;
    private final Optional<String> samplePassword;
    private final int httpPort;

    /// Starts everything, or nothing: what had started is closed again when a later part fails.
    public static Product start(Settings settings) {
        return new Product(settings);
    }

    private Product(Settings settings) {
        this.settings = settings;
        try {
            var clock = Clock.systemUTC();
            var database = database();
            samplePassword = settings.sample()
                    .flatMap(s -> SampleData.install(database, s.password().orElse(null), clock));
            var office = Office.open(
                    database, new Office.Settings(settings.origin(), settings.smtp(), Limits.STANDARD, clock));
            var engine = opened(Engine.start(engineSettings()));
            var media = new EmbeddedMediaServer(engine, settings.origin(), clock);
            opened(RoomWatch.start(office, media, clock));
            httpPort = web(database, office, engine, media);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// The password of the sample users, if it was set by this start.
    Optional<String> samplePassword() {
        return samplePassword;
    }

    /// The TCP port that was bound.
    public int httpPort() {
        return httpPort;
    }

    private Database database() {
        var external = settings.database();
        if (external.isPresent()) {
            return opened(Database.open(
                    login(external.get().owner()), login(external.get().app())));
        }
        var postgres = opened(EmbeddedPostgres.start(PostgresSettings.in(settings.data())));
        return opened(Database.open(login(postgres.owner()), login(postgres.login("hausruf_app"))));
    }

    private static Login login(DatabaseUrl url) {
        return new Login(url.url(), url.user(), url.password());
    }

    private static Login login(org.hausruf.postgres.Login login) {
        return new Login(login.jdbcUrl(), login.user(), login.password());
    }

    private EngineSettings engineSettings() {
        var key = settings.apiKey().orElseGet(() -> Secrets.in(settings.data()).apiKey());
        return EngineSettings.of(key.key(), key.secret())
                .withUdpAddress(settings.udp())
                .withAdvertisedAddresses(settings.mediaAddresses());
    }

    private int web(Database database, Office office, Engine engine, EmbeddedMediaServer media) {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE); // logback.xml is all there is
        var application = new SpringApplication(WebApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false); // Main closes everything in order
        application.setDefaultProperties(SPRING);
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) context -> {
            register(context, Settings.class, settings);
            register(context, Engine.class, engine);
            register(context, MediaServer.class, media);
            register(context, Office.class, office);
            register(context, org.hausruf.server.ops.Readiness.class, database::answers);
        });
        var context = (ServletWebServerApplicationContext) application.run();
        opened(context);
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    /// As a finished object: Spring hands it out and does not close it.
    private static <T> void register(GenericApplicationContext context, Class<T> type, T instance) {
        context.getBeanFactory().registerSingleton(type.getName(), instance);
    }

    private <T extends AutoCloseable> T opened(T part) {
        running.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                LOG.error("not closed cleanly", e);
            }
        }
    }
}

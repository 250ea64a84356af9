package org.hausruf.server;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.EngineSettings;
import org.hausruf.livekit.metrics.Metrics;
import org.hausruf.livekit.metrics.MetricsHttp;
import org.hausruf.livekit.twirp.Twirp;
import org.hausruf.livekit.webhook.WebhookSettings;
import org.hausruf.livekit.webhook.Webhooks;
import org.hausruf.office.Limits;
import org.hausruf.office.Office;
import org.hausruf.office.Sealing;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.sample.SampleData;
import org.hausruf.postgres.DiskRoom;
import org.hausruf.postgres.EmbeddedPostgres;
import org.hausruf.postgres.PostgresSettings;
import org.hausruf.server.bridge.EmbeddedMediaServer;
import org.hausruf.server.bridge.MediaServer;
import org.hausruf.server.bridge.RoomWatch;
import org.hausruf.server.bridge.remote.RemoteMediaServer;
import org.hausruf.server.call.CallSockets;
import org.hausruf.server.config.AllowedTargets;
import org.hausruf.server.config.DatabaseUrl;
import org.hausruf.server.config.ExternalDatabase;
import org.hausruf.server.config.MailSettings;
import org.hausruf.server.config.RemoteServer;
import org.hausruf.server.config.Secrets;
import org.hausruf.server.config.Setting;
import org.hausruf.server.config.Settings;
import org.hausruf.server.config.WrongSetting;
import org.hausruf.server.mail.ResendOutbox;
import org.hausruf.server.ops.Readiness;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.hausruf.server.push.AnswerSecrets;
import org.hausruf.server.push.PushBell;
import org.hausruf.server.push.PushServices;
import org.hausruf.server.push.Vapid;
import org.hausruf.server.retention.RetentionJob;
import org.hausruf.server.schedule.NoticeClock;
import org.hausruf.server.signin.ClientAddresses;
import org.hausruf.server.signin.SetUpLink;
import org.hausruf.server.webhook.WebhookSender;
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
            // It would read a form's whole body before anybody has looked at who sends it; we take none.
            "spring.mvc.formcontent.filter.enabled", "false",
            "server.shutdown", "immediate");

    /// Nothing more is written; of a database of the operator's own, its server alone knows.
    private BooleanSupplier isDiskFull = () -> false;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Settings settings;
    private final Optional<String> samplePassword;
    private final Optional<URI> setUpLink;
    private final int httpPort;

    /// Starts everything, or nothing: what had started is closed again when a later part fails.
    public static Product start(Settings settings) {
        return start(settings, Clock.systemUTC());
    }

    static Product start(Settings settings, Clock clock) {
        return new Product(settings, clock);
    }

    private Product(Settings settings, Clock clock) {
        this.settings = settings;
        try {
            var database = database();
            samplePassword = settings.sample()
                    .flatMap(s -> SampleData.install(database, s.password().orElse(null), clock));
            var office = Office.open(
                    database, new Office.Settings(settings.origin(), outbox(clock), Limits.STANDARD, clock, sealing()));
            var link = SetUpLink.at(settings.origin(), office.accounts().setUp(), clock);
            setUpLink = link.take();
            var media = settings.remote().map(it -> remote(it, clock)).orElseGet(() -> embedded(clock));
            opened(RoomWatch.start(office, media.server(), clock));
            var outbound = opened(OutboundHttp.start(settings.outbound(), clock));
            var webhooks = opened(WebhookSender.start(office.deliveries(), outbound, clock));
            office.outbox().onWritten(webhooks::wake);
            var noticeClock = opened(NoticeClock.start(office.notices()));
            office.planning().onChanged(noticeClock::wake);
            opened(RetentionJob.start(office.retention(), clock));
            var vapid = new Vapid(Secrets.in(settings.data()).vapidKey(Vapid::newKey), settings.origin(), clock);
            var pushServices = new PushServices(opened(OutboundHttp.start(settings.push(), clock)));
            var bell = opened(new PushBell(office.pushSubscriptions(), pushServices.http(), vapid, clock));
            var addresses = new ClientAddresses(settings.trustedProxies(), settings.origin());
            var edge = new CallSockets.Edge(settings.origin(), addresses::key);
            var calls = CallSockets.start(office, media.server(), edge, List.of(bell), clock);
            opened(calls);
            httpPort = web(database, office, media, context -> {
                register(context, CallSockets.class, calls);
                register(context, ClientAddresses.class, addresses);
                register(context, SetUpLink.class, link);
                register(context, OutboundHttp.class, outbound);
                register(context, Clock.class, clock);
                register(context, PushServices.class, pushServices);
                register(context, Vapid.class, vapid);
                register(context, AnswerSecrets.class, bell.secrets());
            });
            opened(calls); // once more: it says good-bye while there is a web
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// The password of the sample users, if it was set by this start.
    Optional<String> samplePassword() {
        return samplePassword;
    }

    /// The way to the first office, if there is none yet. Holds a clear token.
    Optional<URI> setUpLink() {
        return setUpLink;
    }

    /// The TCP port that was bound.
    public int httpPort() {
        return httpPort;
    }

    private Database database() {
        var external = settings.database();
        if (external.isPresent()) {
            ExternalDatabase.require(external.get());
            return opened(open(external.get()));
        }
        var postgres = opened(EmbeddedPostgres.start(PostgresSettings.in(settings.data())));
        isDiskFull = DiskRoom.in(settings.data())::isShort;
        return opened(Database.open(login(postgres.owner()), login(postgres.login("hausruf_app")), isDiskFull));
    }

    /// The one place that knows by which way mail goes. Where Resend is, the operator has said: it may be anywhere.
    private Outbox outbox(Clock clock) {
        var mail = settings.mail();
        return mail.resend()
                .<Outbox>map(it -> new ResendOutbox(resendHttp(it, clock), it, mail.from()))
                .or(() -> mail.smtp().map(server -> Outbox.by(server, mail.from())))
                .orElseGet(() -> Outbox.inApp(clock));
    }

    private OutboundHttp resendHttp(MailSettings.Resend resend, Clock clock) {
        return opened(OutboundHttp.start(AllowedTargets.host(resend.url().getHost()), clock));
    }

    private Sealing sealing() {
        return Sealing.with(Secrets.in(settings.data()).sealingKey());
    }

    static Database open(Settings.Database external) {
        try {
            Database.migrate(login(external.owner()));
        } catch (RuntimeException e) {
            throw refused(Setting.HAUSRUF_DATABASE_OWNER_URL, e);
        }
        try {
            return Database.connect(login(external.app()));
        } catch (RuntimeException e) {
            throw refused(Setting.HAUSRUF_DATABASE_URL, e);
        }
    }

    /// What PostgreSQL or its driver says is for the operator to mend; anything else is a bug.
    private static RuntimeException refused(Setting setting, RuntimeException why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) return WrongSetting.of(setting, String.valueOf(sql.getMessage()));
        }
        return why;
    }

    static Login login(DatabaseUrl url) {
        return new Login(url.url(), url.user(), url.password());
    }

    static Login login(org.hausruf.postgres.Login login) {
        return new Login(login.jdbcUrl(), login.user(), login.password());
    }

    /// @param web what comes with it beside [WebApplication], made with `beans`
    private record Media(
            MediaServer server, BooleanSupplier answers, Class<?> web, Consumer<GenericApplicationContext> beans) {}

    private Media remote(RemoteServer server, Clock clock) {
        var media = opened(new RemoteMediaServer(server, clock));
        LOG.atInfo().addKeyValue("api", server.apiUrl()).log("rooms are on a remote media server");
        return new Media(
                media, media::answers, RemoteMedia.class, context -> register(context, RemoteMediaServer.class, media));
    }

    private Media embedded(Clock clock) {
        var key = settings.apiKey().orElseGet(() -> Secrets.in(settings.data()).apiKey());
        var engine = opened(Engine.start(engineSettings(key)));
        // Tokens that join a room are in participants' hands: they manage nothing here, whatever they grant.
        var serverApi = new Twirp(engine, grants -> !grants.video().roomJoin());
        metrics(engine, serverApi, webhooks(engine, key));
        var media = new EmbeddedMediaServer(engine, settings.origin(), clock);
        return new Media(media, () -> true, EmbeddedMedia.class, context -> {
            register(context, Engine.class, engine);
            register(context, Twirp.class, serverApi);
            register(context, MediaServer.class, media);
        });
    }

    private Optional<Problem> missing(Database database, Media media) {
        if (isDiskFull.getAsBoolean()) return Optional.of(Problem.of(ProblemCode.STORAGE_FULL));
        if (!database.answers()) return Optional.of(Problem.of(ProblemCode.UNAVAILABLE));
        return media.answers().getAsBoolean() ? Optional.empty() : Optional.of(Problem.mediaServerUnreachable());
    }

    private Optional<Webhooks> webhooks(Engine engine, Settings.ApiKey key) {
        if (settings.webhooks().isEmpty()) return Optional.empty();
        var targets = new WebhookSettings(settings.webhooks(), key.key(), key.secret());
        return Optional.of(opened(Webhooks.start(engine, targets)));
    }

    private void metrics(Engine engine, Twirp serverApi, Optional<Webhooks> webhooks) {
        settings.metrics().ifPresent(address -> {
            var metrics = Metrics.of(engine);
            metrics.serverApi(serverApi);
            webhooks.ifPresent(metrics::webhooks);
            opened(MetricsHttp.start(metrics, address));
        });
    }

    private EngineSettings engineSettings(Settings.ApiKey key) {
        return EngineSettings.of(key.key(), key.secret())
                .withUdpAddress(settings.udp())
                .withTcp(settings.tcp())
                .withAdvertisedAddresses(settings.mediaAddresses())
                .withTurn(settings.turn())
                .withTurnWithinTls(settings.httpsOrigin())
                .withCongestionControl(settings.congestionControl());
    }

    private int web(Database database, Office office, Media media, Consumer<GenericApplicationContext> more) {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE); // logback.xml is all there is
        var application = new SpringApplication(WebApplication.class, media.web());
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false); // Main closes everything in order
        application.setDefaultProperties(SPRING);
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) context -> {
            register(context, Settings.class, settings);
            media.beans().accept(context);
            register(context, Office.class, office);
            more.accept(context);
            register(context, Readiness.class, () -> missing(database, media));
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

package org.hausruf.office;

import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.mail.SmtpServer;
import org.hausruf.office.sample.SampleData;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls;
import org.hausruf.testkit.ThrowawayDatabase;

/// The office on a real database with the sample data and a clock that stands until it is moved.
public final class OfficeFixture implements AutoCloseable {
    public static final String PASSWORD = "correct horse";
    public static final Instant NOON = Instant.parse("2026-11-19T12:00:00Z");

    private static final Sealing SEALING = Sealing.with(new byte[32]);

    public final MovingClock clock = new MovingClock();
    public final ThrowawayDatabase throwaway;
    public final Database database;
    public final Office office;
    private final Office.Settings settings;
    private final List<Database> others = new ArrayList<>();
    public final User anna;
    public final User ben;
    public final User carla;

    private OfficeFixture(Limits limits, Function<Clock, Outbox> outbox) {
        throwaway = ThrowawayDatabase.copyOf("office with sample data", OfficeFixture::prepare);
        database = Database.connect(login(throwaway.app()));
        settings = new Office.Settings(
                URI.create("https://call.sot.example"), outbox.apply(clock), limits, clock, SEALING);
        office = Office.open(database, settings);
        anna = signedIn("anna@sot.example");
        ben = signedIn("ben@sot.example");
        carla = signedIn("carla@synapse.example");
    }

    public static OfficeFixture open() {
        return open(Limits.STANDARD);
    }

    public static OfficeFixture open(Limits limits) {
        return new OfficeFixture(limits, Outbox::inApp);
    }

    /// One that sends by SMTP.
    public static OfficeFixture sendingTo(String smtpUrl) {
        return sendingBy(Outbox.by(SmtpServer.parse(smtpUrl).orElseThrow(), Optional.empty()));
    }

    /// One that sends by that.
    public static OfficeFixture sendingBy(Outbox outbox) {
        return new OfficeFixture(Limits.STANDARD, _ -> outbox);
    }

    /// The same office as it is after a restart: with nothing but the rows.
    public Office restarted() {
        return Office.open(database, settings);
    }

    /// The same office while its disk is full.
    public Office withFullDisk() {
        var full = Database.open(login(throwaway.owner()), login(throwaway.app()), () -> true);
        others.add(full);
        return Office.open(full, settings);
    }

    private static void prepare(ThrowawayDatabase template) {
        try (var database = Database.open(login(template.owner()), login(template.app()))) {
            SampleData.install(database, PASSWORD, Clock.fixed(NOON, ZoneOffset.UTC));
        }
    }

    public static Login login(org.hausruf.postgres.Login login) {
        return new Login(login.jdbcUrl(), login.user(), login.password());
    }

    private User signedIn(String email) {
        return office.sessions()
                .signIn(email, PASSWORD, "test", "here")
                .orThrow()
                .user();
    }

    public <T> T as(User user, Callable<T> work) {
        try {
            return user.caller().call(work::call);
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /// A draft of Anna's.
    public VideoCall draft(String title) {
        return as(
                anna,
                () -> office.videoCalls()
                        .create(new VideoCalls.NewCall(title, Language.DE))
                        .orThrow());
    }

    /// The same, whose guests wait until they are let in.
    public VideoCall draftWithLobby(String title) {
        return as(
                anna,
                () -> office.videoCalls()
                        .create(new VideoCalls.NewCall(title, Language.DE, true))
                        .orThrow());
    }

    /// Tables of the office, without the migrations' own.
    public List<String> tables() {
        return database.transactions()
                .runAs(
                        Caller.system(anna.tenant()),
                        sql -> sql.sql(
                                        "select tablename from pg_tables where schemaname = 'public' and tablename <> 'flyway_schema_history'")
                                .query(String.class)
                                .list());
    }

    public void unverifyIdentities() {
        asOwner("user_outbound_identities", "update user_outbound_identities set verified_at = null");
    }

    /// With all that is theirs.
    public void deleteUser(User user) {
        asOwner("users", "delete from users where id = '" + user.id() + "'");
    }

    /// As the owner, whom the policies bind too.
    public void asOwner(String table, String sql) {
        var owner = throwaway.owner();
        try (var connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                var statement = connection.createStatement()) {
            statement.execute("alter table " + table + " no force row level security");
            statement.execute(sql);
            statement.execute("alter table " + table + " force row level security");
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public void close() {
        others.forEach(Database::close);
        database.close();
        throwaway.close();
    }

    /// Stands at [#NOON] until it is moved.
    public static final class MovingClock extends Clock {
        private Instant now = NOON;

        public void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return InstantSource.fixed(now).withZone(zone);
        }
    }
}

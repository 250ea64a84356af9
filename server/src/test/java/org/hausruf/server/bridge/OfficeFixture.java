package org.hausruf.server.bridge;

import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.hausruf.office.Limits;
import org.hausruf.office.Office;
import org.hausruf.office.Sealing;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.sample.SampleData;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.testkit.ThrowawayDatabase;

/// An office with the sample data on a database of its own, in which Anna is signed in.
public final class OfficeFixture implements AutoCloseable {
    public static final String ANNA = "anna@sot.example";
    private static final String PASSWORD = "correct horse battery";

    private final ThrowawayDatabase throwaway =
            ThrowawayDatabase.copyOf("office", it -> Database.migrate(login(it.owner())));
    private final Database database = Database.connect(login(throwaway.app()));
    private final Office office;
    private final User anna;

    public OfficeFixture() {
        this(Clock.systemUTC());
    }

    public OfficeFixture(Clock clock) {
        SampleData.install(database, PASSWORD, clock);
        office = open(clock);
        anna = user(ANNA);
    }

    private Office open(Clock clock) {
        return Office.open(
                database,
                new Office.Settings(
                        URI.create("http://localhost"),
                        Outbox.inApp(Clock.systemUTC()),
                        Limits.STANDARD,
                        clock,
                        Sealing.with(new byte[32])));
    }

    private static Login login(org.hausruf.postgres.Login login) {
        return new Login(login.jdbcUrl(), login.user(), login.password());
    }

    public Office office() {
        return office;
    }

    public User anna() {
        return anna;
    }

    /// Of the sample data.
    public User user(String email) {
        return office.sessions()
                .signIn(email, PASSWORD, "test", "here")
                .orThrow()
                .user();
    }

    /// What the owner of the tables may.
    public void asOwner(String sql) {
        var owner = throwaway.owner();
        try (var connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }

    <T> T asAnna(Callable<T> work) {
        try {
            return anna.caller().call(work::call);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// As the database has it now.
    VideoCall current(CallRooms.HostAccess call) {
        return asAnna(() -> office.videoCalls().find(call.callId()).orThrow());
    }

    @Override
    public void close() {
        database.close();
        throwaway.close();
    }
}

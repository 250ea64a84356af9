package org.hausruf.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server that belongs to this process and to one directory.
///
/// It listens on 127.0.0.1 alone, at a port that stays the same, and is stopped by [#close]. If it ends by itself it is
/// started again, and tried anew every few seconds where that fails: a disk that was full has room later. If this
/// process is killed, the server goes on until the next start in the same directory stops it;
/// what was committed is never lost. Safe for use by several threads.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration LOG_TRIM_INTERVAL = Duration.ofMinutes(1);
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);

    private final PostgresSettings settings;
    private final DataDirectory directory;
    private final Cluster cluster;
    private final BoundedLog log;
    private final Passwords passwords;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object running = new Object();
    private final Thread logTrimmer;

    /// Starts the server, first making everything that is missing in the directory.
    ///
    /// @throws PostgresException naming what is wrong and the way out, with the last lines of the server's log
    public static EmbeddedPostgres start(PostgresSettings settings) {
        var starter = RunAs.Starter.current();
        var directory = DataDirectory.open(settings.directory(), starter);
        try {
            return new EmbeddedPostgres(settings, directory, starter);
        } catch (IOException e) {
            directory.close();
            throw directory.room().explained(failed(directory, e));
        } catch (PostgresException e) {
            directory.close();
            throw directory.room().explained(e);
        }
    }

    /// How to sign in where another process has started the server of that directory, and has not ended.
    ///
    /// @throws PostgresException if what that process keeps there cannot be read
    public static Optional<Login> running(PostgresSettings settings, String role) {
        return DataDirectory.ofAnother(settings.directory()).map(home -> {
            try {
                var port = Port.read(home.resolve("postgres/port"))
                        .orElseThrow(() -> new PostgresException(home + " has no server yet: try again in a moment"));
                var password = Passwords.read(home.resolve("secrets/postgres.properties"))
                        .of(role);
                return new Login(url(settings, port), role, password);
            } catch (IOException e) {
                throw new PostgresException("cannot read the port of the server in " + home + ": " + e, e);
            }
        });
    }

    private static PostgresException failed(DataDirectory directory, IOException e) {
        return new PostgresException("cannot start PostgreSQL in " + directory.home() + ": " + e, e);
    }

    private static String url(PostgresSettings settings, int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + settings.plan().database();
    }

    private EmbeddedPostgres(PostgresSettings settings, DataDirectory directory, RunAs.Starter starter)
            throws IOException {
        this.settings = settings;
        this.directory = directory;
        var bundle = Bundle.ofThisMachine();
        if (Files.exists(directory.cluster())) {
            cluster = existing(bundle, starter);
        } else {
            cluster = created(bundle, starter);
        }
        passwords = Passwords.read(directory.passwords());
        log = BoundedLog.open(directory.log(), cluster.user());
        port = Port.keptIn(directory.port());
        cluster.start(port, settings.durable(), log);
        bundle.deleteOthersIn(directory.home());
        logTrimmer = Thread.ofVirtual()
                .name("postgres-log")
                .start(() -> log.keepBounded(() -> Thread.sleep(LOG_TRIM_INTERVAL)));
        watch();
        LOG.info("PostgreSQL {} ready on 127.0.0.1:{} in {}", bundle.version(), port, cluster.path());
    }

    private Cluster existing(Bundle bundle, RunAs.Starter starter) throws IOException {
        var user = RunAs.ownerOf(directory.cluster(), starter);
        var found = new Cluster(directory.cluster(), bundle.folderIn(directory.home()), user);
        found.requireMajor(bundle.major());
        var program = bundle.unpackInto(directory.home());
        found.clearAway();
        var owned = found.givenTo(user.better(directory.cluster(), starter, program));
        if (!Files.exists(directory.passwords())) renewPasswords(owned);
        return owned;
    }

    private Cluster created(Bundle bundle, RunAs.Starter starter) throws IOException {
        directory.room().requireForTheFirstStart();
        var program = bundle.unpackInto(directory.home());
        var user = RunAs.forNewCluster(starter, program);
        var fresh = Passwords.random(settings.plan().everyLogin());
        fresh.write(directory.passwords());
        return Cluster.create(directory.cluster(), program, user, settings.plan(), fresh, settings.durable());
    }

    private void renewPasswords(Cluster found) {
        LOG.warn("{} is missing: the roles get new passwords", directory.passwords());
        var fresh = Passwords.random(settings.plan().everyLogin());
        found.asSuperuser(settings.plan().renewal(fresh), settings.durable());
        fresh.write(directory.passwords());
    }

    /// The role that owns the database and migrates it.
    public Login owner() {
        return login(settings.plan().owner());
    }

    /// How to sign in as one of the plan's logins.
    public Login login(String role) {
        return new Login(url(settings, port), role, passwords.of(role));
    }

    /// The TCP port on 127.0.0.1.
    public int port() {
        return port;
    }

    /// Ends the server and gives the directory free. Sessions that are still open are cut.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        closing.countDown();
        logTrimmer.interrupt();
        synchronized (running) {
            try {
                if (cluster.isRunning()) cluster.stop();
            } catch (IOException e) {
                throw failed(directory, e);
            } finally {
                directory.close();
            }
        }
        LOG.info("PostgreSQL stopped");
    }

    /// On a thread of its own, as it may take long.
    private void watch() throws IOException {
        var server = ProcessHandle.of(cluster.pid());
        var ended = server.map(ProcessHandle::onExit).orElseGet(() -> CompletableFuture.completedFuture(null));
        var _ = ended.thenRunAsync(this::startAgain, Thread::startVirtualThread);
    }

    private void startAgain() {
        synchronized (running) {
            if (closed.get()) return;
            LOG.error("PostgreSQL ended by itself: starting it again (its log is {})", directory.log());
            boolean failing = false;
            while (!closed.get() && !startedAgain(failing)) {
                failing = true;
                if (!waited()) return;
            }
            if (failing && !closed.get()) LOG.info("PostgreSQL works again");
        }
    }

    private boolean startedAgain(boolean known) {
        try {
            cluster.clearAway();
            cluster.start(port, settings.durable(), log);
            watch();
            return true;
        } catch (IOException e) {
            if (!known) stillDown(failed(directory, e));
        } catch (PostgresException e) {
            if (!known) stillDown(e);
        }
        return false;
    }

    private void stillDown(PostgresException why) {
        LOG.error(
                "PostgreSQL is down, tried again every few seconds",
                directory.room().explained(why));
    }

    /// Until the next try, or until this is closed.
    ///
    /// @return false if there is to be no other
    private boolean waited() {
        try {
            return !closing.await(NEXT_TRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

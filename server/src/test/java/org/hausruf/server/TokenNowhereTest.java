package org.hausruf.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.hausruf.office.Caller;
import org.hausruf.office.TenantId;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;
import org.hausruf.server.config.Settings;
import org.hausruf.server.push.FakePushService;
import org.hausruf.testkit.FreePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Searches everything that the product writes, with every logger at DEBUG, for every secret that goes through it: a
/// whole product with its own PostgreSQL, sending by SMTP.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TokenNowhereTest {
    private static final String GUEST = "s@guest.example";
    private static final String REJOIN_SECRET = "rejoin".repeat(8);
    private static final String MAIL_PASSWORD = "the mail servers password".replace(' ', '-');

    private static final Logger THE_CLIENTS_OWN = Logger.getLogger("io.socket");

    @TempDir
    Path data;

    private final List<String> secrets = new ArrayList<>(List.of(REJOIN_SECRET, MAIL_PASSWORD, TestServer.PASSWORD));
    private final GreenMail mailServer = MailServer.at(0);
    private final FakePushService pushService = new FakePushService();
    private final int port = FreePort.next();
    private final URI origin = URI.create("http://localhost:" + port);

    @BeforeEach
    void startMailServer() {
        mailServer.setUser("hausruf", MAIL_PASSWORD);
        mailServer.start();
    }

    @AfterEach
    void stopMailServer() {
        mailServer.stop();
        pushService.close();
    }

    @Test
    void noSecretIsInLogsTablesOrFiles() throws Exception {
        try (var log = EveryLog.atDebug()) {
            try (var _ = Product.start(settings())) {
                var tenant = aWholeCall();

                for (var secret : secrets) assertThat(log.loggersOf(secret)).isEmpty(); // ahead of our own searching
                for (var secret : secrets)
                    assertThat(tablesWith(secret, tenant)).isEmpty();
                assertThat(tablesWith(GUEST, tenant))
                        .as("the search finds what is there")
                        .contains("video_call_invites");
                assertThat(filesWith(secrets)).isEmpty();
                assertThat(filesWith(List.of(GUEST)))
                        .as("the search finds what is there")
                        .anyMatch(file -> file.toString().contains("pg_wal"));
            }
            assertThat(log.lines()).anyMatch(line -> line.contains("call created"));
            assertThat(log.lines())
                    .as("the database's driver was listened to")
                    .anyMatch(line -> line.contains("org.postgresql"));
            for (var secret : secrets) {
                assertThat(log.loggersOf(secret)).as("at the end").allMatch(TokenNowhereTest::isTheDriver);
            }
            assertThat(log.loggersOf(GUEST))
                    .as("our own lines hold ids, no addresses")
                    .noneMatch(logger -> logger.startsWith("org.hausruf"));
        }
        assertThat(filesWith(secrets)).as("after the end").isEmpty();
    }

    private static boolean isTheDriver(String logger) {
        return logger.startsWith("org.postgresql");
    }

    private Settings settings() {
        return Settings.read(
                Map.of(
                        "HAUSRUF_HTTP",
                        "127.0.0.1:" + port,
                        "HAUSRUF_UDP",
                        "127.0.0.1:0",
                        "HAUSRUF_DATA",
                        data.toString(),
                        "HAUSRUF_SMTP_URL",
                        "smtp://hausruf:%s@127.0.0.1:%d"
                                .formatted(MAIL_PASSWORD, mailServer.getSmtp().getPort()),
                        "HAUSRUF_PUSH_ALLOWED",
                        "127.0.0.1",
                        "HAUSRUF_SAMPLE",
                        "on",
                        "HAUSRUF_SAMPLE_PASSWORD",
                        TestServer.PASSWORD),
                List.of(),
                data);
    }

    /// Everything in which a secret goes over the wire, also misshapen.
    private TenantId aWholeCall() throws Exception {
        var anna = new Client(origin);
        anna.postText("/api/session", "{\"email\":\"anna@sot.example\",\"password\":\"" + TestServer.PASSWORD + "\",");
        var session = anna.signIn("anna@sot.example", TestServer.PASSWORD);
        secrets.addAll(List.of(anna.cookie("hausruf_session"), session.text("accessToken"), session.text("csrfToken")));
        var created = anna.post("/api/video-calls", Map.of("title", "Secret"));
        var call = created.text("callId");
        enter(created.text("hostToken"));
        enter(anna.asProgram().post("/functions/v1/sot-videocall-create").text("hostToken"));
        var invites = "/api/video-calls/" + call + "/invites";
        var invite = anna.post(invites, Map.of("inviteeEmail", GUEST)).text("id");
        aGuestComes(latestLink());
        assertThat(anna.post(invites + "/" + invite + "/resend").text("sentAt")).isNotEmpty();
        aGuestComes(latestLink());
        aCallRings(anna);
        aProgramGetsAToken(anna);
        aColleagueComesAndForgets(anna);
        anna.delete("/api/session");
        return new TenantId(UUID.fromString(session.body().at("/tenant/id").asString()));
    }

    private void aCallRings(Client anna) throws Exception {
        THE_CLIENTS_OWN.setLevel(Level.OFF);
        var ben = new Client(origin);
        var session = ben.signIn("ben@sot.example", TestServer.PASSWORD);
        secrets.addAll(List.of(ben.cookie("hausruf_session"), session.text("accessToken"), session.text("csrfToken")));
        var ticket = ben.post("/api/session/ticket").text("token");
        secrets.add(ticket);
        subscribe(ben);
        try (var bens = SocketClient.connect(origin, Map.of("token", ticket), "polling", "websocket")) {
            bens.await("live");
            var made = anna.post(
                    "/api/calls",
                    Map.of("toUserId", session.body().at("/user/id").asString()));
            var incoming = bens.await("incoming-call");
            secrets.add(pushService.next().text("answerSecret"));
            var accepted = bens.ask("accept-call", Map.of("callId", incoming.text("callId")));
            for (var token : List.of(
                    made.text("token"),
                    incoming.text("token"),
                    accepted.path("token").asString())) enter(token);
            anna.post("/api/calls/" + incoming.text("callId") + "/end");
            bens.await("call-ended");
        }
    }

    private void aColleagueComesAndForgets(Client anna) throws Exception {
        var first = "a password nobody may find";
        var second = "and another such password";
        secrets.addAll(List.of(first, second));
        anna.post("/api/people/invites", Map.of("email", "nora@sot.example", "role", "member"));
        var invite = accountLink();
        var nora = new Client(origin);
        var accept = "/api/user-invites/" + invite[0] + "/accept";
        nora.postText(accept, "{\"token\":\"" + invite[1] + "\",\"password\":[\"" + first + "\"]}");
        var session = nora.post(accept, Map.of("token", invite[1], "displayName", "Nora", "password", first));
        secrets.addAll(List.of(nora.cookie("hausruf_session"), session.text("accessToken")));
        var mails = mailServer.getReceivedMessages().length;
        nora.post("/api/password-resets", Map.of("email", "nora@sot.example"));
        assertThat(mailServer.waitForIncomingEmail(60_000, mails + 1)).isTrue();
        var reset = accountLink();
        assertThat(nora.post("/api/password-resets/" + reset[0], Map.of("token", reset[1], "password", second))
                        .status())
                .isEqualTo(204);
    }

    /// Id and token of the one that was mailed last.
    private String[] accountLink() throws MessagingException, IOException {
        var mails = mailServer.getReceivedMessages();
        var text = MailDeliveryTest.text(mails[mails.length - 1]);
        var found = Pattern.compile("#([0-9a-f-]{36})\\.([0-9a-f]{64})").matcher(text);
        assertThat(found.find()).isTrue();
        secrets.add(found.group(2));
        return new String[] {found.group(1), found.group(2)};
    }

    private void aProgramGetsAToken(Client anna) {
        var key = anna.post("/api/keys", Map.of("name", "CRM")).text("secret");
        secrets.add(key.substring(key.lastIndexOf('_') + 1));
        var program = new Client(origin).without("Origin").with("Authorization", "Bearer " + key);
        program.postText("/api/tokens", "{\"email\":");
        var token =
                program.post("/api/tokens", Map.of("email", "ben@sot.example")).text("token");
        secrets.add(token);
        var ben = new Client(origin).without("Origin").with("Authorization", "Bearer " + token);
        assertThat(ben.get("/api/calls").status()).isEqualTo(200);
        assertThat(ben.get("/api/keys").status()).isEqualTo(403);
    }

    private void subscribe(Client who) {
        var target = pushService.browser("a").target(pushService.endpoint("a"));
        var wanted = Map.of(
                "endpoint", target.endpoint(),
                "keys", Map.of("p256dh", target.p256dh(), "auth", target.auth()),
                "label", "a browser");
        assertThat(who.post("/api/push/subscriptions", wanted).status()).isEqualTo(201);
    }

    private InviteLink latestLink() throws MessagingException, IOException {
        var mails = mailServer.getReceivedMessages();
        var link = InviteLink.in(MailDeliveryTest.text(mails[mails.length - 1]));
        secrets.add(link.token());
        return link;
    }

    private void aGuestComes(InviteLink link) throws Exception {
        var guest = new Client(origin);
        guest.get("/portal/office/videocalls/join/" + link.inviteId() + "?t=" + link.token());
        guest.post(link.path("preview"), Map.of("token", link.token()));
        guest.postText(link.path("claim"), "{\"token\":\"" + link.token() + "\",");
        guest.postText(link.path("claim"), "{\"rejoinSecret\":[\"" + REJOIN_SECRET + "\"]}");
        enter(guest.post(link.path("claim"), Map.of("token", link.token(), "rejoinSecret", REJOIN_SECRET))
                .text("guestToken"));
        enter(guest.post(link.path("rejoin")).text("guestToken"));
        enter(guest.post(link.path("rejoin"), Map.of("rejoinSecret", REJOIN_SECRET))
                .text("guestToken"));
        assertThat(guest.post(link.path("new-link"), Map.of("token", link.token()))
                        .status())
                .isEqualTo(202);
        latestLink();
    }

    /// Its signature is what makes an access token one; the rest says only what the log may say too.
    private void enter(String accessToken) throws Exception {
        secrets.add(accessToken.substring(accessToken.lastIndexOf('.') + 1));
        var path = "/rtc?access_token=" + accessToken;
        assertThat(new Client(origin).get(path.replace("/rtc", "/rtc/validate")).status())
                .isEqualTo(200);
        try (var client = HttpClient.newHttpClient()) {
            var socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://localhost:" + port + path), new WebSocket.Listener() {})
                    .get();
            socket.abort();
        }
    }

    /// As the runtime role sees it: also what the server would have compressed on the disk.
    private List<String> tablesWith(String text, TenantId tenant) throws IOException {
        try (var database = Database.connect(appLogin())) {
            return database.transactions()
                    .runAs(
                            Caller.system(tenant),
                            sql -> tables(sql).stream()
                                    .filter(table ->
                                            sql.sql("select count(*) from " + table + " t where t::text like :text")
                                                            .param("text", "%" + text + "%")
                                                            .query(Integer.class)
                                                            .single()
                                                    > 0)
                                    .toList());
        }
    }

    private Login appLogin() throws IOException {
        var passwords = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("secrets/postgres.properties"))) {
            passwords.load(in);
        }
        return new Login(
                "jdbc:postgresql://127.0.0.1:%s/hausruf"
                        .formatted(
                                Files.readString(data.resolve("postgres/port")).strip()),
                "hausruf_app",
                passwords.getProperty("hausruf_app", ""));
    }

    private static List<String> tables(JdbcClient sql) {
        return sql.sql("""
                        select table_name from information_schema.table_privileges
                        where grantee = current_user and privilege_type = 'SELECT' and table_schema = 'public'
                        """)
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    /// Tables, indexes, write-ahead log and the server's own log as they lie on the disk; only `secrets/` is private.
    private List<Path> filesWith(List<String> texts) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.equals(data.resolve("secrets")) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (holds(file, texts)) found.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                if (why instanceof NoSuchFileException) return FileVisitResult.CONTINUE; // as below
                throw why;
            }
        });
        return found;
    }

    private static boolean holds(Path file, List<String> texts) {
        try {
            if (!Files.isRegularFile(file)) return false;
            var content = Files.readString(file, ISO_8859_1);
            return texts.stream().anyMatch(content::contains);
        } catch (NoSuchFileException e) {
            return false; // the database tidies up while we read
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

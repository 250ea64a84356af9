package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hausruf.server.config.Settings;
import org.hausruf.testkit.FreePort;
import org.hausruf.testkit.ThrowawayDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A further office by command: in an installation that is stopped, beside one that runs, in a database of the
/// operator's own. Its admin is who the operator has named, whoever opens the link. What is wrong is refused in words.
class TenantCommandTest {
    private static final Pattern LINK = Pattern.compile("(?m)^(\\S+)/portal/welcome#([0-9a-f-]{36})\\.([0-9a-f]{64})$");

    @TempDir
    Path directory;

    private final int port = FreePort.next();
    private final URI origin = URI.create("http://localhost:" + port);

    /// What was said, and how it ended.
    private record Said(int exitCode, String out, String err) {
        /// What comes before what the link's page asks for.
        Link link() {
            assertThat(exitCode).as(err).isZero();
            var link = LINK.matcher(out);
            assertThat(link.find()).as(out).isTrue();
            return new Link(link.group(1), "/api/user-invites/" + link.group(2), link.group(3));
        }

        void refused(int code, String... words) {
            assertThat(err).contains(words).doesNotContain("\tat ", "Exception");
            assertThat(out).isEmpty();
            assertThat(exitCode).isEqualTo(code);
        }
    }

    private record Link(String origin, String path, String token) {}

    private Map<String, String> environment() {
        return Map.of(
                "HAUSRUF_HTTP",
                "127.0.0.1:" + port,
                "HAUSRUF_UDP",
                "127.0.0.1:0",
                "HAUSRUF_DATA",
                directory.resolve("data").toString());
    }

    private Settings settings(Map<String, String> environment) {
        return Settings.read(environment, List.of(), directory);
    }

    private static Said said(Map<String, String> environment, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = TenantCommand.run(
                List.of(args), environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Said(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// In a process of its own, as beside a server.
    private Said process(String... args) throws Exception {
        var err = directory.resolve("err");
        var process = MainTest.Running.builder(directory, environment(), args)
                .redirectError(err.toFile())
                .start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void anOfficeIsAddedToWhatIsStoppedAndAnotherToWhatRuns() throws Exception {
        var first = process("tenant", "add", "Erstes", "ada@first.example", "--time-zone", "America/Lima")
                .link();
        assertThat(first.origin()).isEqualTo(origin.toString());
        try (var product = Product.start(settings(environment()))) {
            assertThat(product.setUpLink()).as("there is an office").isEmpty();
            var second = process("tenant", "add", "Second", "zoe@second.example", "--language", "en")
                    .link();
            var ada = admin(first, "ada@first.example");
            var zoe = admin(second, "zoe@second.example");

            assertThat(ada.get("/api/branding").text("name")).isEqualTo("Erstes");
            assertThat(ada.get("/api/branding").text("timeZone")).isEqualTo("America/Lima");
            assertThat(ada.get("/api/branding").text("language")).isEqualTo("de");
            assertThat(zoe.get("/api/branding").text("language")).isEqualTo("en");
            assertThat(ada.get("/api/people").body().toString()).doesNotContain("second.example");
            process("tenant", "add", "Drittes", "Zoe@Second.example").refused(1, "somebody has an account");
            assertThat(new Client(origin)
                            .post(first.path() + "/preview", Map.of("token", first.token()))
                            .code())
                    .as("a second time")
                    .isEqualTo("link-unknown");
        }
    }

    /// Whoever opens the link: the address is the one that the operator has named, which counts as proved, and no
    /// other.
    private Client admin(Link link, String email) {
        var who = new Client(origin);
        assertThat(who.post(link.path() + "/preview", Map.of("token", link.token()))
                        .text("email"))
                .isEqualTo(email);
        var typed = Map.of(
                "token",
                link.token(),
                "displayName",
                "Admin",
                "password",
                TestServer.PASSWORD,
                "email",
                "boss@elsewhere.example");
        var made = who.post(link.path() + "/accept", typed);
        assertThat(made.body().toString()).doesNotContain("elsewhere");
        if (made.status() != 200) {
            assertThat(made.status()).isEqualTo(400);
            var plain = new HashMap<>(typed);
            plain.remove("email");
            assertThat(who.post(link.path() + "/accept", plain).status()).isEqualTo(200);
        }
        var in = new Client(origin);
        assertThat(in.signIn("boss@elsewhere.example", TestServer.PASSWORD).code())
                .isEqualTo("wrong-credentials");
        assertThat(in.signIn(email, TestServer.PASSWORD).status()).isEqualTo(200);
        assertThat(in.get("/api/session").body().at("/user/email").asString()).isEqualTo(email);
        return in;
    }

    @Test
    void inADatabaseOfTheOperatorsOwnTheSetUpLinkOpensNothingAnyMore() {
        try (var database = ThrowawayDatabase.create()) {
            var environment = new HashMap<>(environment());
            environment.put("HAUSRUF_DATABASE_URL", url(database.app()));
            environment.put("HAUSRUF_DATABASE_OWNER_URL", url(database.owner()));
            try (var product = Product.start(settings(environment))) {
                var setUp = product.setUpLink().orElseThrow().getFragment();
                said(environment, "tenant", "add", " ", "ada@first.example").refused(1, "officeName", "is missing");
                said(environment, "tenant", "add", "x".repeat(81), "ada@first.example")
                        .refused(1, "officeName");
                said(environment, "tenant", "add", "Erstes", "ada").refused(1, "e-mail", "not one e-mail address");
                var stranger = new Client(origin);
                assertThat(stranger.post("/api/setup/preview", Map.of("token", setUp))
                                .status())
                        .as("nothing was made")
                        .isEqualTo(204);

                var added = said(environment, "tenant", "add", "Erstes", "ada@first.example");

                assertThat(added.out() + added.err())
                        .doesNotContain(database.owner().password());
                assertThat(stranger.post(
                                        "/api/setup",
                                        Map.of(
                                                "token",
                                                setUp,
                                                "officeName",
                                                "Mine",
                                                "displayName",
                                                "Mallory",
                                                "email",
                                                "ada@first.example",
                                                "password",
                                                TestServer.PASSWORD))
                                .code())
                        .as("nobody types the address of its admin")
                        .isEqualTo("link-unknown");
                admin(added.link(), "ada@first.example");
            }
        }
        assertThat(directory.resolve("data/postgres")).as("none of our own").doesNotExist();
    }

    private static String url(org.hausruf.postgres.Login login) {
        return login.jdbcUrl() + "?user=" + login.user() + "&password=" + login.password();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenant | usage",
                "tenant add | usage",
                "tenant add Office | usage",
                "tenant remove Office ada@first.example | usage",
                "tenant add Office ada@first.example --time-zone | --time-zone",
                "tenant add Office ada@first.example --time-zone Mars/Base | --time-zone",
                "tenant add Office ada@first.example --language | --language: is not known; allowed: de or en",
                "tenant add Office ada@first.example --language fr | --language: is not known; allowed: de or en",
                "tenant add Office ada@first.example --colour red | usage",
                "tenant add Office ada@first.example --config | --config",
                "tenant add Office ada@first.example --config nowhere.properties | nowhere.properties",
            })
    void aWrongCallIsRefusedBeforeAnythingIsMade(String words, String why) {
        said(environment(), words.split(" ")).refused(2, why);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaid() {
        var url = "jdbc:postgresql://127.0.0.1:" + FreePort.next() + "/hausruf?user=a&password=hunter2";
        var environment = new HashMap<>(environment());
        environment.putAll(Map.of("HAUSRUF_DATABASE_URL", url, "HAUSRUF_DATABASE_OWNER_URL", url));

        var said = said(environment, "tenant", "add", "Office", "ada@first.example");

        said.refused(2, "HAUSRUF_DATABASE", "refused");
        assertThat(said.err()).doesNotContain("hunter2");
    }
}

package org.hausruf.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each setting with values that it cannot have: none is left out, as the switch knows all of them.
class WrongSettingTest {
    private static final String SECRET = "hunter2";
    private static final String DATABASE = "jdbc:postgresql://db/hausruf?user=u&password=p";
    private static final String LONG_NAME = "d".repeat(300);

    /// Good for no setting; a file can have what an environment cannot.
    private static final List<String> NO_TEXT =
            List.of("a\nb", "a\r\nhausruf", "a\u0000b", "a\u001b[31mb", "a\u0085b", "a\u2028b", "a\ud800b");

    /// What readers of addresses, paths, lists and patterns stumble over.
    private static final List<String> ODD = List.of(
            ":",
            "::",
            "[",
            "[]",
            "[:]:80",
            "]:80",
            "-:99999",
            "://",
            "http://",
            "http://[:]",
            "ws://[::::]",
            "%",
            "%zz",
            "smtp://%zz@h",
            "smtp://[:]",
            "jdbc:postgresql://[:]/d?user=%",
            ",",
            ",,",
            "/",
            "/ ",
            "..",
            "~",
            "*",
            "\\",
            "whsec_",
            "a@b",
            "@",
            "0",
            "-1",
            ":-1",
            ":65536",
            "99999999999999999999",
            "10.0.0.0/-1",
            "fe80::1%x",
            "ö\ufffd");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Setting.class)
    void aWrongValueIsNamedWithWhatIsAllowed(Setting setting) throws IOException {
        var wrong = wrongValues(setting);
        assertThat(wrong).isNotEmpty();
        for (var value : wrong) {
            assertThatThrownBy(() -> read(setting, value))
                    .as(value)
                    .isInstanceOf(WrongSetting.class)
                    .message()
                    .startsWith(setting.name() + ": ")
                    .contains(shown(setting, value) + " is not possible")
                    .endsWith("; allowed: " + setting.allowed())
                    .doesNotContain(SECRET)
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void whatIsNoTextIsRefusedWhereverItStands(Setting setting) throws IOException {
        for (var value : NO_TEXT) {
            assertThatThrownBy(() -> read(setting, SECRET + value))
                    .as(value)
                    .isInstanceOf(WrongSetting.class)
                    .hasMessage(setting.name() + ": has a line break or another control character in it; allowed: "
                            + setting.allowed());
            assertThatThrownBy(() -> readFile(setting, SECRET + value))
                    .as("in a file: " + value)
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageStartingWith(setting.name() + ": has a line break")
                    .hasMessageNotContaining(SECRET);
        }
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void whatIsTooLongIsRefusedWithoutBeingRepeated(Setting setting) {
        assertThatThrownBy(() -> read(setting, SECRET.repeat(600)))
                .isInstanceOf(WrongSetting.class)
                .hasMessage(setting.name() + ": is longer than 4096 characters; allowed: " + setting.allowed());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void whateverStandsThereIsTakenOrRefusedByName(Setting setting) {
        for (var value : ODD) {
            var thrown = catchThrowable(() -> read(setting, value));
            if (thrown == null) continue;
            assertThat(thrown)
                    .as("%s=%s", setting, value)
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageStartingWith(setting.name() + ": ");
        }
    }

    private List<String> wrongValues(Setting setting) throws IOException {
        return switch (setting) {
            case HAUSRUF_HTTP -> List.of("8080", "127.0.0.1:99999", "localhost", "http://127.0.0.1:80", "[::1:80");
            case HAUSRUF_ORIGIN ->
                List.of(
                        "ftp://x",
                        "office.example",
                        "http://x/path",
                        "http://[:]",
                        "http://-:99999",
                        "https://u:hunter2@x");
            case HAUSRUF_UDP -> List.of("7882", ":udp", ":65536");
            case HAUSRUF_TCP -> List.of("7882", "on", ":65536");
            case HAUSRUF_MEDIA_ADDRESS -> List.of("example.org", "192.0.2.1:0", "192.0.2.256");
            case HAUSRUF_TURN -> List.of("3478", "127.0.0.1:-1");
            case HAUSRUF_DATA ->
                List.of(
                        Files.createTempFile(directory, "file", "").toString(),
                        "/proc/1/x",
                        LONG_NAME,
                        "a/" + LONG_NAME);
            case HAUSRUF_DATABASE_URL, HAUSRUF_DATABASE_OWNER_URL ->
                List.of(
                        "hunter2",
                        "jdbc:mysql://db/d?user=u&password=hunter2",
                        "jdbc:postgresql://db/d?password=hunter2");
            case HAUSRUF_TLS_CERT, HAUSRUF_TLS_KEY -> List.of("missing.pem", ".", "no.pem", LONG_NAME);
            case HAUSRUF_TRUSTED_PROXIES -> List.of("proxy", "10.0.0.0/8", "1.2.3");
            case HAUSRUF_LOG -> List.of("xml", "TEXT", "text json");
            case LIVEKIT_URL -> List.of("https://media.example", "ws://m:99999", "ws://[:]", "wss://u:hunter2@m");
            case LIVEKIT_API_URL -> List.of("wss://media.example", "http://m?x", "http://[:]");
            case LIVEKIT_API_KEY -> List.of("ab", "a b c", "k".repeat(65));
            case LIVEKIT_API_SECRET -> List.of("hunter2-is-too-short", SECRET.repeat(40));
            case LIVEKIT_WEBHOOK_URLS ->
                List.of("ftp://hunter2.example", "hunter2", "https://a.example,,https://hunter2");
            case HAUSRUF_METRICS -> List.of("9090", "metrics:http");
            case HAUSRUF_SMTP_URL -> List.of("mailto:hunter2", "smtp://hunter2@host", "smtp://u:hunter2@host:99999");
            case RESEND_API_KEY -> List.of("re_ hunter2", SECRET.repeat(40), "re_hunter2ü");
            case HAUSRUF_RESEND_URL ->
                List.of("api.resend.com", "http://api.example", "https://u:hunter2@api.example", "https://-:99999");
            case RESEND_WEBHOOK_SECRET -> List.of("hunter2", "whsec_hunter2", "whsec_hunter2hunter2hunter2==hunter2");
            case HAUSRUF_MAIL_FROM -> List.of("nobody", "a@b", "Büro <a@b.example>", "a@b.example, c@d.example");
            case HAUSRUF_OUTBOUND_ALLOWED, HAUSRUF_PUSH_ALLOWED ->
                List.of("10.1", "https://crm.lan", "10.0.0.0/33", "crm.lan,");
            case HAUSRUF_SAMPLE, HAUSRUF_CONGESTION_CONTROL -> List.of("yes", "ON", "1");
            case HAUSRUF_SAMPLE_PASSWORD -> List.of("hunter2", SECRET.repeat(19));
        };
    }

    private static String shown(Setting setting, String value) {
        if (setting.secret()) return "the given value (not shown: it is secret)";
        var shown = value.replace("u:hunter2@", "…@");
        return "\"" + (shown.length() <= 200 ? shown : shown.substring(0, 200) + "…") + "\"";
    }

    /// Together with what it needs, all of which is right.
    private void read(Setting setting, String value) throws IOException {
        var environment = new HashMap<>(companions(setting));
        environment.put(setting.name(), value);
        Settings.read(environment, List.of(), directory);
    }

    private void readFile(Setting setting, String value) throws IOException {
        var properties = new Properties();
        companions(setting)
                .forEach((name, other) -> properties.put(Setting.valueOf(name).propertyName(), other));
        properties.put(setting.propertyName(), value);
        var file = directory.resolve("my.properties");
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null); // escapes what is no letter
        }
        Settings.read(Map.of(), List.of("--config", file.toString()), directory);
    }

    private Map<String, String> companions(Setting setting) throws IOException {
        return switch (setting) {
            case HAUSRUF_DATABASE_URL -> Map.of("HAUSRUF_DATABASE_OWNER_URL", DATABASE);
            case HAUSRUF_DATABASE_OWNER_URL -> Map.of("HAUSRUF_DATABASE_URL", DATABASE);
            case HAUSRUF_TLS_CERT, HAUSRUF_TLS_KEY -> certificateAndKey();
            case LIVEKIT_URL -> Map.of("LIVEKIT_API_KEY", "devkey", "LIVEKIT_API_SECRET", "secret");
            case LIVEKIT_API_URL ->
                Map.of("LIVEKIT_URL", "ws://m", "LIVEKIT_API_KEY", "devkey", "LIVEKIT_API_SECRET", "secret");
            case LIVEKIT_API_KEY -> Map.of("LIVEKIT_API_SECRET", "s".repeat(32));
            case LIVEKIT_API_SECRET -> Map.of("LIVEKIT_API_KEY", "devkey");
            case HAUSRUF_RESEND_URL, RESEND_WEBHOOK_SECRET -> Map.of("RESEND_API_KEY", "re_1");
            case HAUSRUF_MAIL_FROM -> Map.of("HAUSRUF_SMTP_URL", "smtp://mail");
            default -> Map.of();
        };
    }

    private Map<String, String> certificateAndKey() throws IOException {
        Files.writeString(directory.resolve("no.pem"), "no PEM");
        var tls = new Settings.Tls(directory.resolve("cert.pem"), directory.resolve("key.pem"));
        SelfSigned.of(1, "EC").write(tls);
        return Map.of(
                "HAUSRUF_TLS_CERT", tls.certificate().toString(),
                "HAUSRUF_TLS_KEY", tls.privateKey().toString());
    }
}

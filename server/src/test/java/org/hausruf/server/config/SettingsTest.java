package org.hausruf.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    Path directory;

    @Test
    void startsWithNothingSet() {
        var settings = read(Map.of());

        assertThat(settings.http().getPort()).isEqualTo(8080);
        assertThat(settings.http().getAddress().isLoopbackAddress()).isTrue();
        assertThat(settings.origin()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.udp().getPort()).isEqualTo(7882);
        assertThat(settings.udp().getAddress().isAnyLocalAddress()).isTrue();
        assertThat(settings.data()).isEqualTo(directory.resolve("data"));
        assertThat(settings.sample()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HAUSRUF_HTTP | 8080 | host:port",
                "HAUSRUF_HTTP | 127.0.0.1:99999 | host:port",
                "HAUSRUF_HTTP | no.such.host.invalid:80 | host:port",
                "HAUSRUF_ORIGIN | ftp://x | http://host",
                "HAUSRUF_ORIGIN | http://x/path | http://host",
                "HAUSRUF_ORIGIN | http://x:65536 | http://host",
                "HAUSRUF_UDP | :udp | host:port",
                "HAUSRUF_MEDIA_ADDRESS | example.org | ip or ip:port",
                "HAUSRUF_MEDIA_ADDRESS | 192.0.2.1, | ip or ip:port",
                "HAUSRUF_MEDIA_ADDRESS | 10.0.0.1, 10.0.0.2:0 | ip or ip:port",
                "HAUSRUF_TRUSTED_PROXIES | proxy | ip addresses",
                "HAUSRUF_DATA | /proc/1/x | a directory",
                "HAUSRUF_LOG | xml | text or json",
                "HAUSRUF_SAMPLE | yes | on or off",
                "HAUSRUF_SMTP_URL | mailto:x | smtp://",
                "HAUSRUF_SMTP_URL | smtp://user@host | smtp://",
                "HAUSRUF_SMTP_URL | smtp://host:99999 | smtp://",
                "HAUSRUF_TLS_CERT | /cert.pem | HAUSRUF_TLS_CERT",
                "HAUSRUF_DATABASE_URL | jdbc:postgresql://h/d | HAUSRUF_DATABASE_URL",
                "LIVEKIT_API_KEY | devkey | LIVEKIT_API_KEY",
                "LIVEKIT_WEBHOOK_URLS | ftp://a.example | http or https",
                "LIVEKIT_WEBHOOK_URLS | https://a.example/x y | http or https",
                "HAUSRUF_METRICS | 9090 | host:port",
                "HAUSRUF_TCP | none | host:port or :port, or off",
                "HAUSRUF_TURN | 3478 | host:port",
                "HAUSRUF_CONGESTION_CONTROL | yes | on or off",
                "HAUSRUF_OUTBOUND_ALLOWED | https://crm.lan | host names",
                "HAUSRUF_OUTBOUND_ALLOWED | 10.0.0.0/33 | host names",
                "HAUSRUF_OUTBOUND_ALLOWED | crm.lan, | host names",
                "HAUSRUF_PUSH_ALLOWED | 127.0.0.1/33 | host names",
            })
    void aWrongValueIsOneLineWithNameAndWhatIsAllowed(String name, String value, String allowed) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(WrongSetting.class)
                .message()
                .contains(name.substring(0, name.lastIndexOf('_')), allowed)
                .doesNotContain("\n");
    }

    @Test
    void aWrongSecretIsNotRepeated() {
        assertThatThrownBy(() -> read(Map.of("HAUSRUF_SMTP_URL", "smtp:user:hunter2@host")))
                .hasMessageContaining("HAUSRUF_SMTP_URL")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> read(Map.of("HAUSRUF_SAMPLE_PASSWORD", "hunter2")))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aFileThatHoldsNoCertificateOrKeyIsNamed() throws IOException {
        Files.writeString(directory.resolve("some.txt"), "no PEM");

        assertThatThrownBy(() -> read(Map.of("HAUSRUF_TLS_CERT", "some.txt", "HAUSRUF_TLS_KEY", "some.txt")))
                .hasMessageContaining("HAUSRUF_TLS_CERT: \"some.txt\"");
    }

    @Test
    void httpsIsOursWithACertificateAndNoProxy() throws IOException {
        var tls = new Settings.Tls(directory.resolve("cert.pem"), directory.resolve("key.pem"));
        SelfSigned.of(1, "EC").write(tls);
        var ours = Map.of("HAUSRUF_TLS_CERT", "cert.pem", "HAUSRUF_TLS_KEY", "key.pem");

        assertThat(httpsOrigin(ours, "HAUSRUF_ORIGIN", "https://office.example"))
                .contains(InetSocketAddress.createUnresolved("office.example", 443));
        assertThat(httpsOrigin(ours, "HAUSRUF_ORIGIN", "https://[2001:db8::1]:8443"))
                .contains(InetSocketAddress.createUnresolved("[2001:db8::1]", 8443));
        assertThat(httpsOrigin(ours, "HAUSRUF_ORIGIN", "http://office.example")).isEmpty();
        assertThat(httpsOrigin(ours, "HAUSRUF_HTTP", "127.0.0.1:0")).isEmpty();
        assertThat(httpsOrigin(ours, "HAUSRUF_TRUSTED_PROXIES", "127.0.0.1")).isEmpty();
        assertThat(httpsOrigin(Map.of(), "HAUSRUF_ORIGIN", "https://office.example"))
                .isEmpty();
    }

    private Optional<InetSocketAddress> httpsOrigin(Map<String, String> settings, String name, String value) {
        var all = new HashMap<>(settings);
        all.put(name, value);
        return read(all).httpsOrigin();
    }

    @Test
    void sampleDataIsRefusedOnAnAddressOthersCanReach() {
        assertThatThrownBy(() -> read(Map.of("HAUSRUF_SAMPLE", "on", "HAUSRUF_HTTP", ":8080")))
                .hasMessageContaining("HAUSRUF_SAMPLE")
                .hasMessageContaining("loopback");
        assertThat(read(Map.of("HAUSRUF_SAMPLE", "on", "HAUSRUF_HTTP", "[::1]:8080"))
                        .sample())
                .isPresent();
    }

    @Test
    void whatAWeakLineGetsIsMadeToFitUnlessTheOperatorSaysOtherwise() {
        assertThat(read(Map.of()).congestionControl()).isTrue();
        assertThat(read(Map.of("HAUSRUF_CONGESTION_CONTROL", "off")).congestionControl())
                .isFalse();
    }

    @Test
    void anUnknownSettingIsNotIgnored() {
        assertThatThrownBy(() -> read(Map.of("HAUSRUF_HTPP", ":80"))).hasMessageContaining("HAUSRUF_HTPP");
    }

    @Test
    void mailGoesByOneWay() {
        assertThat(read(Map.of()).mail().goesOut()).isFalse();
        assertThat(read(Map.of("HAUSRUF_SMTP_URL", "smtp://mail", "HAUSRUF_MAIL_FROM", "Mail@Call.Example"))
                        .mail()
                        .from()
                        .orElseThrow()
                        .value())
                .isEqualTo("mail@call.example");
        var mail = read(Map.of(
                        "RESEND_API_KEY", "re_1", "RESEND_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .mail();
        assertThat(mail.resend().orElseThrow().url()).isEqualTo(URI.create("https://api.resend.com"));
        assertThat(mail.resend().orElseThrow().webhookKey().orElseThrow()).hasSize(24);
        assertThat(mail.toString()).doesNotContain("re_1", "MfKQ");
        assertThat(read(Map.of("RESEND_API_KEY", "re_1", "HAUSRUF_RESEND_URL", "http://127.0.0.1:8025/"))
                        .mail()
                        .resend()
                        .orElseThrow()
                        .url())
                .isEqualTo(URI.create("http://127.0.0.1:8025"));
        assertThatThrownBy(() -> read(Map.of("RESEND_API_KEY", "re_1", "HAUSRUF_SMTP_URL", "smtp://mail")))
                .hasMessageContaining("RESEND_API_KEY")
                .hasMessageContaining("one of the two");
    }

    @ParameterizedTest
    @CsvSource({
        "HAUSRUF_RESEND_URL, http://api.example, RESEND_API_KEY, re_1",
        "HAUSRUF_RESEND_URL, https://user@api.example, RESEND_API_KEY, re_1",
        "HAUSRUF_RESEND_URL, https://api.example?x, RESEND_API_KEY, re_1",
        "HAUSRUF_RESEND_URL, https://api.example, HAUSRUF_LOG, text",
        "RESEND_API_KEY, re with blanks, HAUSRUF_LOG, text",
        "RESEND_WEBHOOK_SECRET, MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, RESEND_API_KEY, re_1",
        "RESEND_WEBHOOK_SECRET, whsec_short, RESEND_API_KEY, re_1",
        "RESEND_WEBHOOK_SECRET, whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, HAUSRUF_LOG, text",
        "HAUSRUF_MAIL_FROM, nobody, HAUSRUF_SMTP_URL, smtp://mail",
        "HAUSRUF_MAIL_FROM, mail@call.example, HAUSRUF_LOG, text"
    })
    void aWrongWayOfMailIsNamedAndNoSecretShown(String name, String value, String other, String otherValue) {
        assertThatThrownBy(() -> read(Map.of(name, value, other, otherValue)))
                .hasMessageStartingWith(name + ": ")
                .hasMessageNotContaining("MfKQ")
                .hasMessageNotContaining("blanks");
    }

    @Test
    void aRemoteMediaServerIsUrlKeyAndSecret() {
        var remote = read(remote(Map.of())).remote().orElseThrow();

        assertThat(remote.clientUrl()).isEqualTo(URI.create("wss://media.example:7443"));
        assertThat(remote.apiUrl()).isEqualTo(URI.create("https://media.example:7443"));
        assertThat(remote.key()).isEqualTo(new Settings.ApiKey("devkey", "secret"));
        assertThat(remote.toString()).doesNotContain("secret");
        assertThat(read(remote(Map.of("LIVEKIT_API_URL", "http://10.0.0.7:7880/")))
                        .remote()
                        .orElseThrow()
                        .apiUrl())
                .isEqualTo(URI.create("http://10.0.0.7:7880"));
    }

    @ParameterizedTest
    @CsvSource({
        "LIVEKIT_URL,https://media.example",
        "LIVEKIT_URL,ws://media.example:99999",
        "LIVEKIT_URL,wss://user:pass@media.example",
        "LIVEKIT_URL,wss://media.example; script-src *",
        "LIVEKIT_API_URL,wss://media.example",
        "LIVEKIT_API_KEY,a b"
    })
    void aWrongAddressOrKeyOfARemoteMediaServerIsNamed(String name, String value) {
        assertThatThrownBy(() -> read(remote(Map.of(name, value))))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(name + ": \"" + value.replace("user:pass", "…"))
                .hasMessageContaining("allowed: ");
    }

    @ParameterizedTest
    @CsvSource({
        "LIVEKIT_URL,LIVEKIT_URL",
        "LIVEKIT_API_KEY,LIVEKIT_API_KEY",
        "LIVEKIT_API_SECRET,LIVEKIT_API_SECRET",
    })
    void halfARemoteMediaServerIsRefused(String left, String named) {
        assertThatThrownBy(() -> read(remote(Map.of(left, "", "LIVEKIT_API_URL", "https://media.example"))))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(named + ": not set")
                .hasMessageNotContaining("secret\"");
    }

    @ParameterizedTest
    @CsvSource({
        "HAUSRUF_UDP,:7882",
        "HAUSRUF_MEDIA_ADDRESS,10.0.0.1",
        "HAUSRUF_TCP,off",
        "HAUSRUF_TURN,:3478",
        "HAUSRUF_CONGESTION_CONTROL,off",
        "LIVEKIT_WEBHOOK_URLS,https://a.example",
        "HAUSRUF_METRICS,:9090"
    })
    void aSettingOfTheEngineIsNotIgnoredBesideARemoteOne(String name, String value) {
        assertThatThrownBy(() -> read(remote(Map.of(name, value))))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("LIVEKIT_URL")
                .hasMessageStartingWith(name);
    }

    @Test
    void pagesOverHttpsNeedAMediaServerOverHttpsToo() {
        assertThatThrownBy(() -> read(remote(
                        Map.of("HAUSRUF_ORIGIN", "https://office.example", "LIVEKIT_URL", "ws://media.example"))))
                .hasMessageStartingWith("LIVEKIT_URL: ");
    }

    private static Map<String, String> remote(Map<String, String> more) {
        var all = new HashMap<>(Map.of(
                "LIVEKIT_URL", "wss://media.example:7443/",
                "LIVEKIT_API_KEY", "devkey",
                "LIVEKIT_API_SECRET", "secret"));
        all.putAll(more);
        return all;
    }

    @Test
    void theFileHasTheSameNamesAndTheEnvironmentWins() throws IOException {
        Files.writeString(directory.resolve("hausruf.properties"), """
                hausruf.http=127.0.0.1:9000
                hausruf.udp=:9001
                """);

        var settings = read(Map.of("HAUSRUF_UDP", ":9002"));

        assertThat(settings.http().getPort()).isEqualTo(9000);
        assertThat(settings.origin()).isEqualTo(URI.create("http://localhost:9000"));
        assertThat(settings.udp().getPort()).isEqualTo(9002);
    }

    @Test
    void anUnknownNameInTheFileIsRefused() throws IOException {
        Files.writeString(directory.resolve("my.properties"), "hausruf.htpp=:1\n");

        assertThatThrownBy(() -> Settings.read(Map.of(), List.of("--config", "my.properties"), directory))
                .hasMessageContaining("hausruf.htpp");
        assertThatThrownBy(() -> Settings.read(Map.of(), List.of("--config", "none.properties"), directory))
                .hasMessageContaining("cannot read");
    }

    @Test
    void theListingNamesEverySetting() {
        assertThat(Setting.listing()).contains("HAUSRUF_DATABASE_OWNER_URL", "default: ./data", "text or json");
    }

    private Settings read(Map<String, String> environment) {
        return Settings.read(environment, List.of(), directory);
    }
}

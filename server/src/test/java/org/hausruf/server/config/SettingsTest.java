package org.hausruf.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
                "HAUSRUF_UDP | :udp | host:port",
                "HAUSRUF_MEDIA_ADDRESS | example.org | ip or ip:port",
                "HAUSRUF_MEDIA_ADDRESS | 10.0.0.1, 10.0.0.2:0 | ip or ip:port",
                "HAUSRUF_TRUSTED_PROXIES | proxy | ip addresses",
                "HAUSRUF_DATA | /proc/1/x | a directory",
                "HAUSRUF_LOG | xml | text or json",
                "HAUSRUF_SAMPLE | yes | on or off",
                "HAUSRUF_SMTP_URL | mailto:x | smtp://",
                "HAUSRUF_TLS_CERT | /cert.pem | HAUSRUF_TLS_CERT",
                "HAUSRUF_DATABASE_URL | jdbc:postgresql://h/d | HAUSRUF_DATABASE_URL",
                "LIVEKIT_API_KEY | devkey | LIVEKIT_API_KEY",
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
    void sampleDataIsRefusedOnAnAddressOthersCanReach() {
        assertThatThrownBy(() -> read(Map.of("HAUSRUF_SAMPLE", "on", "HAUSRUF_HTTP", ":8080")))
                .hasMessageContaining("HAUSRUF_SAMPLE")
                .hasMessageContaining("loopback");
        assertThat(read(Map.of("HAUSRUF_SAMPLE", "on", "HAUSRUF_HTTP", "[::1]:8080"))
                        .sample())
                .isPresent();
    }

    @Test
    void anUnknownSettingIsNotIgnored() {
        assertThatThrownBy(() -> read(Map.of("HAUSRUF_HTPP", ":80"))).hasMessageContaining("HAUSRUF_HTPP");
        assertThatThrownBy(() -> read(Map.of("LIVEKIT_URL", "wss://x"))).hasMessageContaining("LIVEKIT_URL");
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

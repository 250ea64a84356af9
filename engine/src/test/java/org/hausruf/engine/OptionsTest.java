package org.hausruf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.hausruf.livekit.RoomDefaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void withoutSettingsItIsLiveKitForThisMachine() {
        var options = Options.read(Map.of("PATH", "/bin"));

        assertThat(options.http()).isEqualTo(address("127.0.0.1", 7880));
        assertThat(options.developer()).isTrue();
        assertThat(options.engine().apiKey()).isEqualTo("devkey");
        assertThat(options.engine().udpAddress().getPort()).isEqualTo(7882);
        assertThat(options.engine().autoCreateRooms()).isTrue();
        assertThat(options.engine().congestionControl()).isTrue();
        assertThat(options.engine().rooms()).isEqualTo(RoomDefaults.STANDARD);
        assertThat(options.webhooks()).isEmpty();
        assertThat(options.metrics()).isEmpty();
    }

    @Test
    void everythingCanBeSet() {
        var options = Options.read(with(Map.of(
                "HAUSRUF_HTTP", ":7000",
                "HAUSRUF_MEDIA_ADDRESS", "192.0.2.1, [2001:db8::1]:9",
                "LIVEKIT_WEBHOOK_URLS", "http://a.example/x,https://b.example",
                "HAUSRUF_METRICS", "127.0.0.1:6789",
                "HAUSRUF_AUTO_CREATE", "off",
                "HAUSRUF_CONGESTION_CONTROL", "off",
                "HAUSRUF_EMPTY_TIMEOUT", "7",
                "HAUSRUF_MAX_ROOMS", "3",
                "HAUSRUF_ROOM_PARTICIPANTS", "")));

        assertThat(options.developer()).isFalse();
        assertThat(options.engine().advertisedAddresses())
                .containsExactly(address("192.0.2.1", 0), address("2001:db8::1", 9));
        assertThat(options.webhooks().orElseThrow().targets())
                .containsExactly(URI.create("http://a.example/x"), URI.create("https://b.example"));
        assertThat(options.metrics()).hasValue(address("127.0.0.1", 6789));
        assertThat(options.engine().autoCreateRooms()).isFalse();
        assertThat(options.engine().congestionControl()).isFalse();
        assertThat(options.engine().rooms()).isEqualTo(new RoomDefaults(7, 20, 0));
        assertThat(options.engine().maxRooms()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "HAUSRUF_HTTP,7880",
        "HAUSRUF_HTTP,:99999",
        "HAUSRUF_UDP,nowhere.invalid:1",
        "HAUSRUF_MEDIA_ADDRESS,here",
        "HAUSRUF_MEDIA_ADDRESS,'192.0.2.1,'",
        "LIVEKIT_API_KEY,a b c",
        "HAUSRUF_METRICS,x",
        "HAUSRUF_TCP,none",
        "HAUSRUF_TURN,x",
        "HAUSRUF_AUTO_CREATE,yes",
        "HAUSRUF_CONGESTION_CONTROL,maybe",
        "HAUSRUF_EMPTY_TIMEOUT,0",
        "HAUSRUF_EMPTY_TIMEOUT,-1",
        "HAUSRUF_DEPARTURE_TIMEOUT,9999999",
        "HAUSRUF_MAX_ROOMS,many"
    })
    void aWrongValueIsOneLineThatNamesTheSetting(String name, String value) {
        assertThatThrownBy(() -> Options.read(with(Map.of(name, value))))
                .isInstanceOf(WrongOption.class)
                .hasMessageStartingWith(name + ": \"")
                .hasMessageContaining("allowed: ")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a.example", "http:///x", "https://a.example,"})
    void aWrongWebhookIsNotRepeatedForItMayHoldAPassword(String urls) {
        assertThatThrownBy(() -> Options.read(with(Map.of("LIVEKIT_WEBHOOK_URLS", urls))))
                .isInstanceOf(WrongOption.class)
                .hasMessageStartingWith("LIVEKIT_WEBHOOK_URLS: ")
                .hasMessageContaining("allowed: http or https")
                .message()
                .doesNotContain(urls);
    }

    @Test
    void theListingSaysTheRangesAndDefaultsThatAreRead() {
        assertThat(Option.listing())
                .contains("allowed: 1 to 604800\n    default: 300\n")
                .contains("allowed: 0 to 604800\n    default: 20\n")
                .contains("allowed: 0 to 1000000\n    default: 0: no limit\n");
        assertThatCode(() -> Options.read(Map.of("HAUSRUF_EMPTY_TIMEOUT", "604800")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Options.read(Map.of("HAUSRUF_EMPTY_TIMEOUT", "604801")))
                .hasMessageEndingWith("allowed: 1 to 604800");
    }

    @Test
    void theSecretIsNotRepeated() {
        assertThatThrownBy(() -> Options.read(Map.of("LIVEKIT_API_KEY", "abc", "LIVEKIT_API_SECRET", "too-short")))
                .hasMessageStartingWith("LIVEKIT_API_SECRET: ")
                .message()
                .doesNotContain("too-short");
    }

    @Test
    void aKeyWithoutItsSecretIsRefused() {
        assertThatThrownBy(() -> Options.read(Map.of("LIVEKIT_API_KEY", "abc")))
                .hasMessageStartingWith("LIVEKIT_API_SECRET: not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {":7880", "0.0.0.0:7880", "[::]:7880"})
    void theKeyThatEverybodyKnowsStaysOnLoopback(String http) {
        assertThatThrownBy(() -> Options.read(Map.of("HAUSRUF_HTTP", http)))
                .isInstanceOf(WrongOption.class)
                .hasMessageContaining("loopback");
    }

    @Test
    void aNameThatNothingReadsIsRefused() {
        assertThatThrownBy(() -> Options.read(Map.of("HAUSRUF_HTPP", "x")))
                .hasMessageStartingWith("HAUSRUF_HTPP: the engine has no such setting");
    }

    private static InetSocketAddress address(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }

    private static Map<String, String> with(Map<String, String> more) {
        var all = new HashMap<>(Map.of("LIVEKIT_API_KEY", "key1", "LIVEKIT_API_SECRET", SECRET));
        all.putAll(more);
        return all;
    }
}

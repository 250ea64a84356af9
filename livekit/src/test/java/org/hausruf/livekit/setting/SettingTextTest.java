package org.hausruf.livekit.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTextTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1:80,127.0.0.1,80", "[::1]:0,::1,0", ":65535,0.0.0.0,65535"})
    void readsAnAddress(String value, String ip, int port) {
        var address = SettingText.address(value).orElseThrow();

        assertThat(address.getPort()).isEqualTo(port);
        assertThat(address.getAddress().isAnyLocalAddress()).isEqualTo(ip.equals("0.0.0.0"));
        if (!ip.equals("0.0.0.0")) assertThat(address).isEqualTo(at(ip, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "127.0.0.1", ":65536", ":-1", ":8o", "127.0.0.1:", "nowhere.invalid:1"})
    void whatIsNoAddressIsNothing(String value) {
        assertThat(SettingText.address(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.1,0",
        "192.0.2.1:9,192.0.2.1,9",
        "2001:db8::1,2001:db8::1,0",
        "[2001:db8::1]:9,2001:db8::1,9"
    })
    void readsAMediaAddress(String value, String ip, int port) {
        assertThat(SettingText.mediaAddress(value)).hasValue(at(ip, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":9", "example.org:9", "192.0.2.1:0", "192.0.2.1:", "192.0.2.1:65536"})
    void whatIsNoMediaAddressIsNothing(String value) {
        assertThat(SettingText.mediaAddress(value)).isEmpty();
    }

    @Test
    void aCommaTooManyIsAnEmptyItem() {
        assertThat(SettingText.items("a , b")).containsExactly("a", "b");
        assertThat(SettingText.items("a,")).containsExactly("a", "");
        assertThat(SettingText.items(",,")).containsExactly("", "", "");
    }

    @Test
    void keysAndSecretsHaveTheirLengths() {
        assertThat(SettingText.isApiKey("abc")).isTrue();
        assertThat(SettingText.isApiKey("ab")).isFalse();
        assertThat(SettingText.isApiKey("a b")).isFalse();
        assertThat(SettingText.isApiKey("a".repeat(65))).isFalse();
        assertThat(SettingText.isApiSecret("x".repeat(32))).isTrue();
        assertThat(SettingText.isApiSecret("x".repeat(31))).isFalse();
        assertThat(SettingText.isApiSecret("x".repeat(257))).isFalse();
    }

    private static InetSocketAddress at(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }
}

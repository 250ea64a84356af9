package org.hausruf.server.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.Base64;
import org.hausruf.office.push.PushSubscription.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Aes128GcmTest {
    /// RFC 8291 §5 and appendix A.
    private static final String TEXT = "When I grow up, I want to be a watermelon";

    private static final String BROWSERS_POINT =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String BROWSERS_NUMBER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String OWN_POINT =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String OWN_NUMBER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
    private static final String MESSAGE =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
                    + "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    private static final BrowserKey BROWSER = key(BROWSERS_POINT, AUTH);

    private static BrowserKey key(String p256dh, String auth) {
        return BrowserKey.of(new Target("https://push.example", p256dh, auth)).orElseThrow();
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void encryptsTheExampleOfTheRfc() {
        var own = new KeyPair(P256.publicKey(bytes(OWN_POINT)).orElseThrow(), P256.privateKey(bytes(OWN_NUMBER)));

        var message = Aes128Gcm.encrypt(TEXT.getBytes(UTF_8), BROWSER, own, bytes(SALT));

        assertThat(text(message)).isEqualTo(MESSAGE);
    }

    @Test
    void aBrowserReadsTheExampleOfTheRfc() {
        var browser = new FakeBrowser(BROWSERS_POINT, BROWSERS_NUMBER, AUTH);

        assertThat(browser.decrypt(bytes(MESSAGE))).isEqualTo(TEXT);
    }

    @Test
    void neverEncryptsTheSameTwiceAlike() {
        var browser = new FakeBrowser();
        var key = BrowserKey.of(browser.target("https://push.example")).orElseThrow();

        var first = Aes128Gcm.encrypt(TEXT.getBytes(UTF_8), key);
        var second = Aes128Gcm.encrypt(TEXT.getBytes(UTF_8), key);

        assertThat(first).isNotEqualTo(second);
        assertThat(browser.decrypt(first)).isEqualTo(TEXT).isEqualTo(browser.decrypt(second));
    }

    @Test
    void theLongestMessageFitsWhatEveryPushServiceTakes() {
        assertThat(Aes128Gcm.encrypt(new byte[Aes128Gcm.MAX_TEXT_BYTES], BROWSER))
                .hasSize(4096);
        assertThatThrownBy(() -> Aes128Gcm.encrypt(new byte[Aes128Gcm.MAX_TEXT_BYTES + 1], BROWSER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // another last byte: beside the curve
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw8, 16",
        // 0, 0
        "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 16",
        // greater than the field
        "BP______________________________________________________________________________________, 16",
        // compressed
        "AiVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx, 16",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4, 15",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4, 17",
        // padded
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4=, 16",
        // bits that no byte has
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw5, 16",
        "$, 16",
        "'', 16",
    })
    void whatIsNoKeyIsNone(String point, int authBytes) {
        assertThat(BrowserKey.of(new Target("https://push.example", point, text(new byte[authBytes]))))
                .isEmpty();
    }
}

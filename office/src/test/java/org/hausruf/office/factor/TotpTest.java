package org.hausruf.office.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {
    /// Of RFC 6238, appendix B.
    private static final Totp RFC = Totp.of("12345678901234567890".getBytes(US_ASCII));

    private static final Instant TIME = Instant.ofEpochSecond(1_111_111_109);

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheRfc(long second, String code) {
        assertThat(RFC.at(Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void aCodeCountsOneStepBeforeAndOneAfterAndNoLonger() {
        var step = TIME.getEpochSecond() / Totp.STEP_SECONDS;

        assertThat(RFC.step("081804", TIME)).contains(step);
        assertThat(RFC.step("081804", TIME.plusSeconds(30))).contains(step);
        assertThat(RFC.step("081804", TIME.minusSeconds(30))).contains(step);
        assertThat(RFC.step("081804", TIME.plusSeconds(60))).isEmpty();
        assertThat(RFC.step("081804", TIME.minusSeconds(60))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "81804", "0818040", "08180a", "-81804", "٠٨١٨٠٤", "081 804"})
    void whatIsNotSixDigitsIsNoCode(String code) {
        assertThat(RFC.step(code, TIME)).isEmpty();
    }

    @Test
    void theSecretGoesThroughItsTextAndIsPrintedNowhere() {
        assertThat(RFC.text()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Totp.parse(RFC.text())).isEqualTo(RFC);
        assertThat(Totp.random()).isNotEqualTo(Totp.random());
        assertThat(RFC).hasToString("Totp[]");
        assertThatIllegalArgumentException().isThrownBy(() -> Totp.parse("1EZDGNBV"));
    }

    @Test
    void anAppReadsOfficeAndAddressFromTheUri() {
        assertThat(RFC.uri("Büro & Söhne", "anna@sot.example"))
                .isEqualTo("otpauth://totp/B%C3%BCro%20%26%20S%C3%B6hne:anna%40sot.example"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=B%C3%BCro%20%26%20S%C3%B6hne"
                        + "&algorithm=SHA1&digits=6&period=30");
    }
}

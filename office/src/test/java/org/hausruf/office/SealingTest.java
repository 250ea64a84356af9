package org.hausruf.office;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealingTest {
    private static final byte[] SECRET = "a secret of 32 bytes, or of more".getBytes(UTF_8);

    private final Sealing sealing = Sealing.with(new byte[32]);

    @Test
    void whatIsSealedOpensAtItsPlaceAlone() {
        var sealed = sealing.seal(SECRET, "here");

        assertThat(sealing.open(sealed, "here")).contains(SECRET);
        assertThat(sealing.open(sealed, "there")).isEmpty();
    }

    @Test
    void anotherKeyOpensNothing() {
        var other = new byte[32];
        other[31] = 1;

        assertThat(Sealing.with(other).open(sealing.seal(SECRET, "here"), "here"))
                .isEmpty();
    }

    @Test
    void whatIsSealedShowsNothingAndIsNeverTheSame() {
        var sealed = sealing.seal(SECRET, "here");

        assertThat(new String(sealed, ISO_8859_1)).doesNotContain("secret");
        assertThat(sealing.seal(SECRET, "here")).isNotEqualTo(sealed);
    }

    @Test
    void whatWasChangedOrCutOffDoesNotOpen() {
        var sealed = sealing.seal(SECRET, "here");
        for (int length = 0; length < sealed.length; length++) {
            assertThat(sealing.open(Arrays.copyOf(sealed, length), "here")).isEmpty();
            var changed = sealed.clone();
            changed[length] ^= 1;
            assertThat(sealing.open(changed, "here")).isEmpty();
        }
    }

    @Test
    void aKeyHas32Bytes() {
        assertThatThrownBy(() -> Sealing.with(new byte[16])).hasMessageContaining("32 bytes");
    }
}

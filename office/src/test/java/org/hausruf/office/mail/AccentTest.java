package org.hausruf.office.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccentTest {
    private static final double LEGIBLE = 4.5; // WCAG 2.2, 1.4.3

    /// Relative luminance as WCAG defines it.
    private static double luminance(String color) {
        var sum = 0.0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int channel = 0; channel < 3; channel++) {
            var value = Integer.parseInt(color, 1 + 2 * channel, 3 + 2 * channel, 16) / 255.0;
            sum += weights[channel] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static double contrast(String one, String other) {
        var lighter = Math.max(luminance(one), luminance(other));
        var darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    @Test
    void everyTenantsColourIsLegible() {
        for (int hue = 0; hue < 360; hue += 5) {
            for (float brightness : new float[] {0, 0.3f, 0.6f, 1}) {
                for (float saturation : new float[] {0, 0.5f, 1}) {
                    var rgb = java.awt.Color.HSBtoRGB(hue / 360f, saturation, brightness) & 0xffffff;
                    var accent = new Accent("#%06x".formatted(rgb));

                    assertThat(contrast(accent.onLight(), "#ffffff")).isGreaterThan(LEGIBLE);
                    assertThat(contrast(accent.onDark(), accent.textInDark())).isGreaterThan(LEGIBLE);
                    assertThat(contrast(accent.onDark(), "#1c1c1f")).isGreaterThan(LEGIBLE);
                }
            }
        }
    }

    @Test
    void darkEnoughColourStaysItself() {
        assertThat(new Accent("#0c5c6b").onLight()).isEqualTo("#0c5c6b");
    }
}

package org.hausruf.office.mail;

/// A tenant's colour made legible, as the web app's style sheet does it: hue and bounded chroma are the tenant's,
/// lightness is ours, so that no choice can hide a text. In OKLCH, by Björn Ottosson's matrices
/// (<https://bottosson.github.io/posts/oklab/>); what leaves sRGB is cut off at its edge. Mails need plain numbers,
/// as mail readers know no `oklch()`.
final class Accent {
    private final double lightness;
    private final double a;
    private final double b;

    /// @param color `#rrggbb`
    Accent(String color) {
        var red = linear(Integer.parseInt(color, 1, 3, 16));
        var green = linear(Integer.parseInt(color, 3, 5, 16));
        var blue = linear(Integer.parseInt(color, 5, 7, 16));
        var l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        var m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        var s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
        a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
    }

    /// Under white text, and as text on white.
    String onLight() {
        return color(Math.min(lightness, 0.48), 0.15);
    }

    /// Under [#textInDark], and as text on dark grey.
    String onDark() {
        return color(0.775, 0.10);
    }

    String textInDark() {
        return color(0.25, 0.05);
    }

    private String color(double toLightness, double maxChroma) {
        var chroma = Math.hypot(a, b);
        var scale = chroma > maxChroma ? maxChroma / chroma : 1;
        var l = cube(toLightness + 0.3963377774 * a * scale + 0.2158037573 * b * scale);
        var m = cube(toLightness - 0.1055613458 * a * scale - 0.0638541728 * b * scale);
        var s = cube(toLightness - 0.0894841775 * a * scale - 1.2914855480 * b * scale);
        return "#%02x%02x%02x"
                .formatted(
                        eightBits(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                        eightBits(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                        eightBits(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double cube(double value) {
        return value * value * value;
    }

    private static double linear(int eightBits) {
        var value = eightBits / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int eightBits(double linear) {
        var bounded = Math.clamp(linear, 0, 1);
        var value = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * Math.pow(bounded, 1 / 2.4) - 0.055;
        return (int) Math.round(value * 255);
    }
}

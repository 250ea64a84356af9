/**
 * A tenant's colour made legible, as the style sheet does it (tokens.css) and the mails (Accent.java): hue and bounded
 * chroma are the tenant's, lightness is ours. In OKLCH, by Björn Ottosson's matrices
 * (https://bottosson.github.io/posts/oklab/); what leaves sRGB is cut off at its edge.
 */

/** What WCAG 2.2 asks of text (1.4.3). */
export const enough = 4.5;

type Lab = { l: number; a: number; b: number };

export const isColor = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

/** How the colour is shown: under white text, and under `textInDark`. */
export function shades(color: string) {
  const lab = labOf(color);
  return {
    onLight: shade(lab, Math.min(lab.l, 0.48), 0.15),
    onDark: shade(lab, 0.775, 0.1),
    textInDark: shade(lab, 0.25, 0.05),
  };
}

/** From 1 to 21, by WCAG 2.2. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour itself if white text is legible on it, else the lightest of its shades where it is. */
export function nearestLegible(color: string): string {
  if (contrast("#ffffff", color) >= enough) return color;
  const lab = labOf(color);
  let [dark, light] = [0, lab.l];
  for (let step = 0; step < 20; step++) {
    const middle = (dark + light) / 2;
    if (contrast("#ffffff", shade(lab, middle, Infinity)) >= enough) dark = middle;
    else light = middle;
  }
  return shade(lab, dark, Infinity);
}

function luminance(color: string): number {
  const [r, g, b] = linearOf(color);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function labOf(color: string): Lab {
  const [red, green, blue] = linearOf(color);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  };
}

function shade({ a, b }: Lab, lightness: number, maxChroma: number): string {
  const chroma = Math.hypot(a, b);
  const scale = chroma > maxChroma ? maxChroma / chroma : 1;
  const l = (lightness + 0.3963377774 * a * scale + 0.2158037573 * b * scale) ** 3;
  const m = (lightness - 0.1055613458 * a * scale - 0.0638541728 * b * scale) ** 3;
  const s = (lightness - 0.0894841775 * a * scale - 1.291485548 * b * scale) ** 3;
  return `#${[
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
    .map((light) => eightBits(light).toString(16).padStart(2, "0"))
    .join("")}`;
}

function linearOf(color: string): [number, number, number] {
  return [linear(color, 1), linear(color, 3), linear(color, 5)];
}

function linear(color: string, at: number): number {
  const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function eightBits(light: number): number {
  const bounded = Math.min(1, Math.max(0, light));
  const value = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055;
  return Math.round(value * 255);
}

/** Colours as WebGL takes them. */

/** Red, green, blue and alpha, from 0 to 255. */
export type Color = [number, number, number, number];

/** A colour as the page's style gives it: rgb(…) or rgba(…), or `#rrggbbaa`. */
export function colorOf(text: string): Color {
  if (text.startsWith("#")) {
    const [red = 0, green = 0, blue = 0, alpha = 255] = (text.match(/[0-9a-f]{2}/gi) ?? []).map(
      (part) => Number.parseInt(part, 16),
    );
    return [red, green, blue, alpha];
  }
  const parts = (text.match(/[\d.]+/g) ?? []).map(Number);
  const scale = text.startsWith("color(") ? 255 : 1; // `color(srgb …)` has shares.
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
  return [red * scale, green * scale, blue * scale, alpha * 255];
}

export function mixed(one: string | Color, other: string | Color, share: number): Color {
  const [first, second] = [one, other].map((color) =>
    typeof color === "string" ? colorOf(color) : color,
  ) as [Color, Color];
  const part = (at: 0 | 1 | 2) => Math.round(first[at] * (1 - share) + second[at] * share);
  return [part(0), part(1), part(2), 255];
}

export function cssOf([red, green, blue, alpha]: Color): string {
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

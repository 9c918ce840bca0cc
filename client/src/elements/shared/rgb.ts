/**
 * A colour that the browser has computed, in the form rgb(…) or rgba(…): libraries parse few others.
 *
 * What is mixed, as a theme's colours are, is computed as `color(srgb …)`, and styles of authors may have
 * `oklch(…)`. The browser knows them all, so it is asked to paint one pixel.
 */
export function rgbOf(color: string): string {
  if (color.startsWith("rgb")) return color;
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!pen) return color;
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha = 255] = pen.getImageData(0, 0, 1, 1).data;
  if (alpha === 255) return `rgb(${red}, ${green}, ${blue})`;
  return `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`;
}

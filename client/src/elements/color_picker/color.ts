/** Colours, as hexadecimal digits and as hue, saturation and brightness. */

export interface Color {
  /** In degrees, from 0 to 360. */
  readonly hue: number;
  /** In per cent, as is the brightness. */
  readonly saturation: number;
  readonly brightness: number;
}

export const BLACK: Color = { hue: 0, saturation: 0, brightness: 0 };

/** Parses three or six hexadecimal digits; "#" may be omitted. */
export function readColor(text: string): Color | undefined {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (digits === undefined) return undefined;
  const size = digits.length / 3;
  const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((at) => {
    const part = digits.slice(at * size, (at + 1) * size);
    return parseInt(size === 1 ? part + part : part, 16) / 255;
  });
  return colorOf(red, green, blue);
}

/** Whether a text is a colour, or may become one as the user types on. */
export function mayBecomeColor(text: string): boolean {
  return /^#?[0-9a-f]{0,6}$/i.test(text.trim());
}

/** "#" and six digits. */
export function hexOf({ hue, saturation, brightness }: Color): string {
  const light = brightness / 100;
  const channels = [5, 3, 1].map((offset) => {
    const at = (offset + hue / 60) % 6;
    const shade = Math.max(0, Math.min(at, 4 - at, 1));
    const channel = Math.round(255 * light * (1 - (saturation / 100) * shade));
    return channel.toString(16).padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

/** Converts red, green and blue from 0 to 1. Grey gets the hue of red. */
function colorOf(red: number, green: number, blue: number): Color {
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (spread === 0) return { hue: 0, saturation: 0, brightness: most * 100 };
  const sixth =
    most === red
      ? (green - blue) / spread
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  return {
    hue: ((sixth + 6) % 6) * 60,
    saturation: (spread / most) * 100,
    brightness: most * 100,
  };
}

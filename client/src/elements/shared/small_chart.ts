/** The lines and bars of small charts without axes, as paths of SVG. */

export type Points = readonly (number | null)[];

export const WIDTH = 100; // In units of the drawing, which is stretched to its box.
export const HEIGHT = 30;
const MARGIN = 1.5; // So that the ends of a line are not clipped.

export interface Bounds {
  readonly least?: number | null | undefined;
  readonly most?: number | null | undefined;
}

/** Maps a value to its height above the lower edge; the scale of bars includes 0. */
export function scaleOf(
  known: readonly number[],
  withZero: boolean,
  { least, most }: Bounds = {},
): (value: number) => number {
  const all = withZero ? [...known, 0] : known;
  const low = least ?? all.reduce((one, other) => Math.min(one, other));
  const high = most ?? all.reduce((one, other) => Math.max(one, other));
  if (low >= high) return () => HEIGHT / 2;
  const room = HEIGHT - 2 * MARGIN;
  const within = (value: number) => Math.max(low, Math.min(high, value));
  return (value) => HEIGHT - MARGIN - ((within(value) - low) / (high - low)) * room;
}

/** One line per stretch without gaps; for an area, each is closed along the lower edge. */
export function lines(points: Points, y: (value: number) => number, isArea: boolean): string {
  const step = points.length > 1 ? WIDTH / (points.length - 1) : 0;
  return stretches(points)
    .map((stretch) => {
      const places = stretch.map(([index, value]) => `${round(index * step)} ${round(y(value))}`);
      const [first = 0] = stretch[0] ?? [];
      // A single point is a line of length 0, whose round ends make a dot.
      const line = `M${places.join("L")}${stretch.length === 1 ? "h0" : ""}`;
      return isArea ? `${line}V${HEIGHT}H${round(first * step)}Z` : line;
    })
    .join("");
}

export function bars(points: Points, y: (value: number) => number): string {
  const step = WIDTH / points.length;
  const width = round(step * 0.75);
  const ground = round(y(0));
  return points
    .map((value, index) => {
      if (value === null) return "";
      const x = round((index + 0.125) * step);
      return `M${x} ${ground}V${round(y(value))}h${width}V${ground}Z`;
    })
    .join("");
}

type Place = readonly [index: number, value: number];

function stretches(points: Points): readonly (readonly Place[])[] {
  const found: Place[][] = [];
  points.forEach((value, index) => {
    if (value === null) return;
    if (index === 0 || points[index - 1] === null) found.push([]);
    found.at(-1)?.push([index, value]);
  });
  return found;
}

function round(length: number): number {
  return Math.round(length * 100) / 100;
}

/** A small chart without axes: the history of a number. */
import { shownNumber } from "../shared/number_format";
import { named } from "../shared/test_id";

export type Points = readonly (number | null)[];

export interface SparklineProps {
  readonly points: Points;
  readonly type: "line" | "bar" | "area";
  readonly format?: string | undefined;
}

const WIDTH = 100; // In units of the drawing, which is stretched to its box.
const HEIGHT = 30;
const MARGIN = 1.5; // So that the ends of a line are not clipped.

export function Sparkline({ points, type, format }: SparklineProps) {
  const known = points.filter((point) => point !== null);
  if (known.length === 0) return null;
  const scale = scaleOf(known, type === "bar");
  return (
    <svg
      {...named("stMetricChart")}
      role="img"
      aria-label={inWords(known, type, format)}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {type === "bar" ? (
        <path class="filled" d={bars(points, scale)} />
      ) : (
        <>
          {type === "area" && <path class="shade" d={lines(points, scale, true)} />}
          <path d={lines(points, scale, false)} vector-effect="non-scaling-stroke" />
        </>
      )}
    </svg>
  );
}

/** Maps a value to its height above the lower edge; the scale of bars includes 0. */
function scaleOf(known: readonly number[], withZero: boolean): (value: number) => number {
  const all = withZero ? [...known, 0] : known;
  const low = all.reduce((one, other) => Math.min(one, other));
  const high = all.reduce((one, other) => Math.max(one, other));
  if (low === high) return () => HEIGHT / 2;
  const room = HEIGHT - 2 * MARGIN;
  return (value) => HEIGHT - MARGIN - ((value - low) / (high - low)) * room;
}

/** One line per stretch without gaps; for an area, each is closed along the lower edge. */
function lines(points: Points, y: (value: number) => number, isArea: boolean): string {
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

function bars(points: Points, y: (value: number) => number): string {
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

const NAMES = { line: "Line chart", bar: "Bar chart", area: "Area chart" } as const;

function inWords(known: readonly number[], type: SparklineProps["type"], format = ""): string {
  const shown = (value: number) => (format ? shownNumber(format, value) : String(value));
  const [first = 0] = known;
  const last = known.at(-1) ?? first;
  return `${NAMES[type]} of ${known.length} values, from ${shown(first)} to ${shown(last)}`;
}

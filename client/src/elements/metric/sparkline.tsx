/** A small chart without axes: the history of a number. */
import { shownNumber } from "../shared/number_format";
import { bars, HEIGHT, lines, type Points, scaleOf, WIDTH } from "../shared/small_chart";
import { named } from "../shared/test_id";

export interface SparklineProps {
  readonly points: Points;
  readonly type: "line" | "bar" | "area";
  readonly format?: string | undefined;
}

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

const NAMES = { line: "Line chart", bar: "Bar chart", area: "Area chart" } as const;

function inWords(known: readonly number[], type: SparklineProps["type"], format = ""): string {
  const shown = (value: number) => (format ? shownNumber(format, value) : String(value));
  const [first = 0] = known;
  const last = known.at(-1) ?? first;
  return `${NAMES[type]} of ${known.length} values, from ${shown(first)} to ${shown(last)}`;
}

/** The scale of a slider: positions from one end to the other, in steps. */
import { formattedTime } from "../moments/date";
import { decimals } from "../shared/number";
import { shownNumber } from "../shared/number_format";

export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly format: string;
  readonly kind: "int" | "float" | "date" | "time" | "datetime";
}

const LARGE_STEP = 10; // Steps that Page Up and Page Down move.
const MILLISECONDS_IN_A_DAY = 86_400_000;

/** The nearest step; the end of the scale counts as one. */
export function snapped({ min, max, step }: Scale, position: number): number {
  const places = Math.min(100, Math.max(decimals(min), decimals(step)));
  const count = Math.round((position - min) / step);
  const onStep = Number((min + count * step).toFixed(places));
  const isPastEnd = onStep > max || Math.abs(max - position) < Math.abs(onStep - position);
  return isPastEnd ? max : Math.max(min, onStep);
}

/** The position after a key is pressed; undefined if the key does not move. */
export function stepFrom(scale: Scale, position: number, event: KeyboardEvent): number | undefined {
  const size = event.shiftKey ? scale.step * LARGE_STEP : scale.step;
  switch (event.key) {
    case "ArrowRight":
    case "ArrowUp":
      return snapped(scale, Math.min(scale.max, position + size));
    case "ArrowLeft":
    case "ArrowDown":
      return snapped(scale, downFrom(scale, position, size));
    case "PageUp":
      return snapped(scale, Math.min(scale.max, position + scale.step * LARGE_STEP));
    case "PageDown":
      return snapped(scale, downFrom(scale, position, scale.step * LARGE_STEP));
    case "Home":
      return scale.min;
    case "End":
      return scale.max;
    default:
      return undefined;
  }
}

/** Steps down. The end need not be on a step: from there, the first step is the last before it. */
function downFrom({ min, max, step }: Scale, position: number, size: number): number {
  const rest = (max - min) % step;
  const isUneven = position === max && rest > step * 1e-9 && rest < step * (1 - 1e-9);
  return Math.max(min, isUneven ? max - rest - (size - step) : position - size);
}

/** A position in the author's format. */
export function shownPosition({ kind, format }: Scale, position: number): string {
  switch (kind) {
    case "int":
    case "float":
      return shownNumber(format, position);
    case "date":
      return formattedTime(format, new Date(position * MILLISECONDS_IN_A_DAY));
    case "time":
    case "datetime":
      return formattedTime(format, new Date(position / 1000));
  }
}

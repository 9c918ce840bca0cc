/** The track of a slider, with one thumb or with two for the ends of a range. */
import { useRef, useState } from "preact/hooks";
import { idsOf, type LabelledElement } from "../shared/label";
import { named } from "../shared/test_id";
import { type Scale, snapped, stepFrom } from "./scale";
import { useThrottled } from "./throttle";

const DRAG_PAUSE = 66; // Milliseconds between two reports while a thumb is dragged.

export interface TrackProps {
  readonly element: LabelledElement;
  readonly scale: Scale;
  readonly value: readonly number[];
  /** The text for a position. */
  readonly textOf: (position: number) => string;
  readonly onChange: (value: readonly number[]) => void;
}

export function Track({ element, scale, value, textOf, onChange }: TrackProps) {
  const [moved, setMoved] = useState<readonly number[] | undefined>(); // While a thumb is dragged.
  const report = useThrottled(onChange, DRAG_PAUSE);
  const positions = moved ?? value;
  const move = (thumb: number, to: number) => {
    const next = positions.with(thumb, between(positions, thumb, to));
    if (next[thumb] === positions[thumb]) return;
    setMoved(next);
    report.soon(next);
  };
  const release = () => {
    report.now();
    setMoved(undefined);
  };
  const track = useTrack(scale, positions, move, release);
  const ratios = positions.map((position) => ratioOf(scale, position));
  const [from, to] = ratios.length > 1 ? [ratios[0] ?? 0, ratios[1] ?? 1] : [0, ratios[0] ?? 0];
  return (
    <>
      <div id={idsOf(element).control} class="slider" data-baseweb="slider" {...(!element.disabled && track)}>
        <div class="slider-track">
          <div class="slider-range" style={{ left: percent(from), width: percent(to - from) }} />
        </div>
        {positions.map((position, index) => (
          <Thumb
            key={index}
            element={element}
            scale={scale}
            positions={positions}
            index={index}
            text={textOf(position)}
            onMove={(next) => move(index, next)}
            onRelease={release}
          />
        ))}
      </div>
      <div {...named("stSliderTickBar", "slider-ends")} aria-hidden="true">
        <span>{textOf(scale.min)}</span>
        <span>{textOf(scale.max)}</span>
      </div>
    </>
  );
}

interface ThumbProps {
  readonly element: LabelledElement;
  readonly scale: Scale;
  readonly positions: readonly number[];
  readonly index: number;
  readonly text: string;
  readonly onMove: (position: number) => void;
  readonly onRelease: () => void;
}

function Thumb({ element, scale, positions, index, text, onMove, onRelease }: ThumbProps) {
  const { disabled = false } = element;
  const position = positions[index] ?? scale.min;
  const ids = idsOf(element);
  const own = `${ids.control}-${index}`;
  const isRange = positions.length > 1;
  return (
    <div
      id={own}
      class="slider-thumb"
      role="slider"
      tabIndex={disabled ? -1 : 0}
      aria-label={isRange ? (index === 0 ? "from" : "to") : undefined}
      aria-labelledby={isRange ? `${ids.label} ${own}` : ids.label}
      aria-valuemin={index === 0 ? scale.min : positions[0]}
      aria-valuemax={isRange && index === 0 ? positions[1] : scale.max}
      aria-valuenow={position}
      aria-valuetext={text}
      aria-disabled={disabled}
      style={{ "--ratio": String(ratioOf(scale, position)) }}
      onKeyDown={(event) => {
        const next = disabled ? undefined : stepFrom(scale, position, event);
        if (next === undefined) return;
        event.preventDefault();
        onMove(next);
      }}
      onKeyUp={onRelease}
      onBlur={onRelease}
    >
      <span {...named("stSliderThumbValue")}>{text}</span>
    </div>
  );
}

/** The pointer handlers of the track: the nearest thumb follows the pointer. */
function useTrack(
  scale: Scale,
  positions: readonly number[],
  move: (thumb: number, to: number) => void,
  release: () => void,
) {
  const held = useRef<number | undefined>(undefined);
  const follow = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (held.current !== undefined) move(held.current, positionAt(scale, event));
  };
  const letGo = () => {
    if (held.current === undefined) return;
    held.current = undefined;
    release();
  };
  return {
    onPointerDown: (event: PointerEvent & { currentTarget: HTMLElement }) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = nearest(positions, positionAt(scale, event));
      const thumbs = event.currentTarget.querySelectorAll<HTMLElement>("[role=slider]");
      thumbs[held.current]?.focus({ preventScroll: true });
      event.preventDefault();
      follow(event);
    },
    onPointerMove: follow,
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onLostPointerCapture: letGo,
  };
}

function positionAt(scale: Scale, event: PointerEvent & { currentTarget: HTMLElement }): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const ratio = Math.min(1, Math.max(0, (event.clientX - left) / width));
  return snapped(scale, scale.min + ratio * (scale.max - scale.min));
}

function nearest(positions: readonly number[], to: number): number {
  const [first = 0, last = first] = positions;
  if (positions.length === 1) return 0;
  if (first === last) return to < first ? 0 : 1;
  return Math.abs(to - first) <= Math.abs(to - last) ? 0 : 1;
}

/** Limits a thumb of a range, so that neither passes the other. */
function between(positions: readonly number[], thumb: number, to: number): number {
  const [low, high] = [positions[thumb - 1] ?? -Infinity, positions[thumb + 1] ?? Infinity];
  return Math.min(high, Math.max(low, to));
}

function ratioOf({ min, max }: Scale, position: number): number {
  return max === min ? 0 : Math.min(1, Math.max(0, (position - min) / (max - min)));
}

function percent(ratio: number): string {
  return `${ratio * 100}%`;
}

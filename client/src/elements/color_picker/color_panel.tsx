/** The panel to choose a colour: an area of shades, a hue slider, and a field for the digits. */
import { useId, useRef } from "preact/hooks";
import { type Scale, stepFrom } from "../scale/scale";
import { useReplacing } from "../typing/replacing";
import { type Color, hexOf } from "./color";

export interface ColorPanelProps {
  readonly color: Color;
  /** The text in the field. */
  readonly text: string;
  /** What is wrong with that text; undefined if nothing is. */
  readonly problem: string | undefined;
  readonly onMove: (color: Color) => void;
  readonly onType: (text: string) => void;
  readonly onEnter: () => void;
  /** The field has lost the focus. */
  readonly onLeave: () => void;
}

const PERCENT: Scale = { min: 0, max: 100, step: 1, format: "%d", kind: "int" };
const DEGREES: Scale = { ...PERCENT, max: 360 };
const SIDEWAYS = new Set(["ArrowLeft", "ArrowRight", "Home", "End"]);

export function ColorPanel({ color, onMove, ...field }: ColorPanelProps) {
  const { hue, saturation, brightness } = color;
  const shade = `Saturation ${Math.round(saturation)}%, brightness ${Math.round(brightness)}%`;
  return (
    <div class="color-panel" style={{ "--hue": String(hue), "--color": hexOf(color) }}>
      <Slide
        kind="area"
        label="Saturation and brightness"
        description="Two-dimensional slider"
        scale={PERCENT}
        now={saturation}
        text={shade}
        left={saturation / 100}
        top={1 - brightness / 100}
        colorAt={(x, y) => ({ hue, saturation: x * 100, brightness: (1 - y) * 100 })}
        colorAfter={(event) => {
          const axis = SIDEWAYS.has(event.key) ? "saturation" : "brightness";
          const next = stepFrom(PERCENT, color[axis], event);
          return next === undefined ? undefined : { ...color, [axis]: next };
        }}
        onMove={onMove}
      />
      <Slide
        kind="hue"
        label="Hue"
        scale={DEGREES}
        now={hue}
        text={`${Math.round(hue)}°`}
        left={hue / 360}
        top={0.5}
        colorAt={(x) => ({ ...color, hue: x * 360 })}
        colorAfter={(event) => {
          const next = stepFrom(DEGREES, hue, event);
          return next === undefined ? undefined : { ...color, hue: next };
        }}
        onMove={onMove}
      />
      <Digits {...field} />
    </div>
  );
}

interface SlideProps {
  readonly kind: "area" | "hue";
  readonly label: string;
  readonly description?: string;
  readonly scale: Scale;
  readonly now: number;
  readonly text: string;
  /** The position of the thumb, from 0 to 1. */
  readonly left: number;
  readonly top: number;
  readonly colorAt: (x: number, y: number) => Color;
  /** The colour after a key is pressed; undefined if the key does nothing. */
  readonly colorAfter: (event: KeyboardEvent) => Color | undefined;
  readonly onMove: (color: Color) => void;
}

type Pointed = PointerEvent & { readonly currentTarget: HTMLElement };

/** A thumb, and the area on which the pointer moves it. */
function Slide({ kind, scale, colorAt, colorAfter, onMove, ...shown }: SlideProps) {
  const isHeld = useRef(false);
  const follow = (event: Pointed) => {
    if (isHeld.current) onMove(colorAt(...placeIn(event)));
  };
  const letGo = () => {
    isHeld.current = false;
  };
  return (
    <div
      class={`color-${kind}`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.querySelector<HTMLElement>("[role=slider]")?.focus();
        event.preventDefault();
        isHeld.current = true;
        follow(event);
      }}
      onPointerMove={follow}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
    >
      <div
        class="color-thumb"
        role="slider"
        tabIndex={0}
        aria-label={shown.label}
        aria-roledescription={shown.description}
        aria-valuemin={scale.min}
        aria-valuemax={scale.max}
        aria-valuenow={Math.round(shown.now)}
        aria-valuetext={shown.text}
        style={{ left: `${shown.left * 100}%`, top: `${shown.top * 100}%` }}
        onKeyDown={(event) => {
          const next = colorAfter(event);
          if (!next) return;
          event.preventDefault();
          onMove(next);
        }}
      />
    </div>
  );
}

/** The position of the pointer within the area: x and y, each from 0 to 1. */
function placeIn({ currentTarget, clientX, clientY }: Pointed): [number, number] {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  const ratio = (distance: number, size: number) => Math.min(1, Math.max(0, distance / size));
  return [ratio(clientX - left, width), ratio(clientY - top, height)];
}

type DigitsProps = Omit<ColorPanelProps, "color" | "onMove">;

/** The only input of the panel; tests of apps rely on that to find it. */
function Digits({ text, problem, onType, onEnter, onLeave }: DigitsProps) {
  const replacing = useReplacing();
  const id = useId();
  return (
    <div>
      <label class="color-field">
        <span>Hex</span>
        <span class="input-box" data-invalid={problem !== undefined}>
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={text}
            aria-invalid={problem !== undefined}
            aria-describedby={problem && id}
            onInput={({ currentTarget }) => onType(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              onEnter();
            }}
            {...replacing}
            onBlur={onLeave}
          />
        </span>
      </label>
      {problem && (
        <div class="problem" role="alert" id={id}>
          {problem}
        </div>
      )}
    </div>
  );
}

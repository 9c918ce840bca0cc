// rare
/** A colour picker: a button in the colour, which opens a panel, and its hexadecimal digits. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ColorPickerElement } from "../protocol.gen";
import { BLACK, type Color, hexOf, mayBecomeColor, readColor } from "./color_picker/color";
import { ColorPanel, type ColorPanelProps } from "./color_picker/color_panel";
import type { ElementProps } from "./shared/component";
import { Field, idsOf } from "./shared/label";
import { Popup, useClosing } from "./shared/popup";
import { named } from "./shared/test_id";
import { useValue } from "./shared/value";

/** The user's choice that has not been sent yet. */
interface Picked {
  readonly color?: Color | undefined;
  /** The text in the field while the user is typing. */
  readonly typed?: string;
  readonly problem?: string | undefined;
}

const NOTHING: Picked = {};
const PROBLEM = "Write three or six hexadecimal digits, such as #ff8800.";

export default function ColorPicker({ element }: ElementProps<ColorPickerElement>) {
  const { disabled = false } = element;
  const own = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const isShown = isOpen && !disabled;
  const closing = useClosing(own, button, isShown, () => setOpen(false));
  const { shown, panel } = usePicking(element, isShown);
  const ids = idsOf(element);
  const digits = `${ids.control}-digits`;
  useLayoutEffect(() => {
    if (isShown) own.current?.querySelector<HTMLElement>("[role=slider]")?.focus();
    if (disabled) setOpen(false); // So that it does not reopen by itself when it is enabled again.
  }, [isShown, disabled]);
  return (
    <Field name="stColorPicker" element={element}>
      <div ref={own} class="color-picker" {...closing}>
        <button
          ref={button}
          type="button"
          id={ids.control}
          class="color-button"
          disabled={disabled}
          aria-labelledby={ids.label}
          aria-describedby={digits}
          aria-haspopup="dialog"
          aria-expanded={isShown}
          onClick={() => setOpen(!isShown)}
        >
          <div {...named("stColorPickerBlock")} style={{ backgroundColor: shown }} />
        </button>
        {isShown && (
          <Popup anchor={button} name="stColorPickerPopover" label={ids.label}>
            <ColorPanel {...panel} />
          </Popup>
        )}
        <span class="color-digits" id={digits}>
          {shown}
        </span>
      </div>
    </Field>
  );
}

/** The colour that is shown, and the handlers of the panel. */
function usePicking(element: ColorPickerElement, isShown: boolean) {
  const { value = hexOf(BLACK), changeOnLeaving } = useValue<string>(element);
  const picked = useSignal(NOTHING); // A signal: keys may be pressed faster than the page is drawn.
  const chosen = chosenOf(picked.value);
  const shown = chosen ? hexOf(chosen) : value;
  const send = () => {
    const color = chosenOf(picked.peek());
    picked.value = NOTHING;
    if (color && hexOf(color) !== sixDigits(value)) changeOnLeaving(hexOf(color));
  };
  /** Accepts the typed text if it is a colour, or else shows the problem; whether it did. */
  const settle = () => {
    const { color, typed = "" } = picked.peek();
    const isTaken = picked.peek().typed === undefined || readColor(typed) !== undefined;
    picked.value = isTaken
      ? { color: chosenOf(picked.peek()) }
      : { color, typed, problem: PROBLEM };
    return isTaken;
  };
  useSending(isShown, send);
  const panel: ColorPanelProps = {
    color: chosen ?? readColor(value) ?? BLACK,
    text: picked.value.typed ?? sixDigits(shown),
    problem: picked.value.problem,
    onMove: (color) => {
      picked.value = { color };
    },
    onType: (typed) => {
      const problem = mayBecomeColor(typed) ? undefined : PROBLEM;
      picked.value = { color: picked.peek().color, typed, problem };
    },
    onLeave: settle,
    onEnter: () => settle() && send(),
  };
  return { shown, panel };
}

/** The typed colour, if it is valid, or else the one chosen before. */
function chosenOf({ color, typed }: Picked): Color | undefined {
  return (typed === undefined ? undefined : readColor(typed)) ?? color;
}

/** Sends the choice when the panel closes, even if the whole element is removed. */
function useSending(isShown: boolean, send: () => void): void {
  const latest = useRef(send);
  latest.current = send;
  // A layout effect, so that it precedes the click that closed the panel, which may submit a form.
  useLayoutEffect(() => (isShown ? () => latest.current() : undefined), [isShown]);
}

/** A colour in the form that this component sends: six digits. Authors may use other forms. */
function sixDigits(value: string): string {
  const color = readColor(value);
  return color ? hexOf(color) : value;
}

// lazy
/** A colour: a patch that opens what it is chosen from, and its digits. */
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

/** What the user chose and did not send. */
interface Picked {
  readonly color?: Color | undefined;
  /** What stands in the field, as long as it is being typed. */
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
    if (disabled) setOpen(false); // It does not open by itself when it is enabled.
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

/** The colour that is shown, and what choosing one in the panel does. */
function usePicking(element: ColorPickerElement, isShown: boolean) {
  const { value = hexOf(BLACK), changeOnLeaving } = useValue<string>(element);
  const picked = useSignal(NOTHING); // Keys may come faster than drawings.
  const chosen = chosenOf(picked.value);
  const shown = chosen ? hexOf(chosen) : value;
  const send = () => {
    const color = chosenOf(picked.peek());
    picked.value = NOTHING;
    if (color && hexOf(color) !== sixDigits(value)) changeOnLeaving(hexOf(color));
  };
  /** Whether what was typed is a colour; else the field says what one is. */
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

/** What is typed, if that is a colour, else what was chosen before. */
function chosenOf({ color, typed }: Picked): Color | undefined {
  return (typed === undefined ? undefined : readColor(typed)) ?? color;
}

/** Sends what was chosen when the panel goes, whatever made it go: also what it stands in. */
function useSending(isShown: boolean, send: () => void): void {
  const latest = useRef(send);
  latest.current = send;
  // In time for the click that the panel went for, which may send the form.
  useLayoutEffect(() => (isShown ? () => latest.current() : undefined), [isShown]);
}

/** A colour as this component sends it; an author may write it in other ways. */
function sixDigits(value: string): string {
  const color = readColor(value);
  return color ? hexOf(color) : value;
}

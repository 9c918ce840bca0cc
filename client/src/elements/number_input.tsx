/** An input for a number, with buttons to step up and down. */
import { useRef } from "preact/hooks";
import type { NumberInputElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { useForm } from "./shared/form";
import { Icon } from "./shared/icon";
import { idsOf } from "./shared/label";
import { formatted, stepped } from "./shared/number";
import { type Reading, useTyped } from "./typing/draft";
import { TypedField } from "./typing/typed_field";

const BOX = {
  class: "input-box",
  "data-testid": "stNumberInputContainer",
  "data-baseweb": "input",
};

export default function NumberInput({ element }: ElementProps<NumberInputElement>) {
  const { min, max, disabled = false } = element;
  const input = useRef<HTMLInputElement>(null);
  const { value, draft, stepBy, clear } = useNumber(element, input);
  const form = useForm();
  const ids = idsOf(element);
  return (
    <TypedField name="stNumberInput" element={element} draft={draft} box={BOX}>
      <Icon icon={element.icon} />
      <input
        ref={input}
        id={ids.control}
        data-testid="stNumberInputField"
        type="number"
        step="any"
        inputMode={element.kind === "int" ? "numeric" : "decimal"}
        min={min ?? undefined}
        max={max ?? undefined}
        value={draft.text === UNREADABLE ? "" : draft.text}
        placeholder={element.placeholder}
        disabled={disabled}
        required={element.required ?? false}
        aria-labelledby={ids.label}
        aria-invalid={draft.problem.value !== undefined}
        onFocus={() => draft.focus()}
        onBlur={() => draft.blur()}
        onInput={({ currentTarget }) =>
          // For text that is not a number, the browser shows the text but reports an empty value.
          draft.type(currentTarget.validity.badInput ? UNREADABLE : currentTarget.value)
        }
        onKeyDown={(event) => {
          if (event.key === "Enter" && draft.commit()) form?.enter();
          if (event.key === "Escape" && mayBeEmpty(element)) clear();
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          stepBy(event.key === "ArrowUp" ? 1 : -1);
        }}
      />
      <StepButton
        name="Down"
        isDisabled={disabled || (value !== null && min != null && value <= min)}
        onPress={() => stepBy(-1)}
      />
      <StepButton
        name="Up"
        isDisabled={disabled || (value !== null && max != null && value >= max)}
        onPress={() => stepBy(1)}
      />
    </TypedField>
  );
}

/** The state of the number, typed or stepped. */
function useNumber(
  element: NumberInputElement,
  input: { readonly current: HTMLInputElement | null },
) {
  const { format = "%0.2f", step = 0.01, min, max } = element;
  const typed = useTyped<number | null>(
    element,
    (value) => formatted(format, value),
    (text) => numberOf(element, text),
  );
  const { value = null, draft, change } = typed;
  const become = (next: number | null) => {
    draft.reset();
    if (next !== value) change(next);
  };
  return {
    value,
    draft,
    stepBy: (direction: 1 | -1) => {
      const from = draft.isChanged ? Number(draft.text) : (value ?? undefined);
      become(stepped(from, step * direction, min, max));
    },
    clear: () => {
      become(null);
      if (input.current) input.current.value = ""; // The browser keeps invalid text.
    },
  };
}

const UNREADABLE = "?";

interface StepButtonProps {
  readonly name: "Down" | "Up";
  readonly isDisabled: boolean;
  readonly onPress: () => void;
}

/** Not reachable with the Tab key, because the arrow keys do the same in the input. */
function StepButton({ name, isDisabled, onPress }: StepButtonProps) {
  const isUp = name === "Up";
  return (
    <button
      type="button"
      class="step-button"
      data-testid={`stNumberInputStep${name}`}
      aria-label={isUp ? "More" : "Less"}
      tabIndex={-1}
      disabled={isDisabled}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={isUp ? "M8 3.5v9M3.5 8h9" : "M3.5 8h9"} />
      </svg>
    </button>
  );
}

function mayBeEmpty(element: NumberInputElement): boolean {
  return element.default == null && !element.required;
}

/** Parses a number from a text; says what is wrong with it if it cannot. */
function numberOf(element: NumberInputElement, text: string): Reading<number | null> {
  const { kind } = element;
  const most = kind === "int" ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE; // The largest there is.
  const min = element.min ?? -most;
  const max = element.max ?? most;
  if (!text.trim()) return mayBeEmpty(element) ? { value: null } : {};
  const number = Number(text);
  if (Number.isNaN(number)) return { problem: "This is not a number, or too large a one." };
  if (kind === "int" && !Number.isInteger(number))
    return { problem: "This must be a whole number." };
  if (number < min) return { problem: `The smallest number is ${min}.` };
  if (number > max) return { problem: `The largest number is ${max}.` };
  return { value: number };
}

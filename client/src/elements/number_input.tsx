/** A number to type, or to count up and down. */
import { useRef, useState } from "preact/hooks";
import type { NumberInputElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { useForm } from "./shared/form";
import { Icon } from "./shared/icon";
import { Field, idsOf } from "./shared/label";
import { formatted, stepped } from "./shared/number";
import { useValue } from "./shared/value";
import { useDraft } from "./typing/draft";
import { Instructions } from "./typing/instructions";

export default function NumberInput({ element }: ElementProps<NumberInputElement>) {
  const { format = "%0.2f", step = 0.01, disabled = false, min, max } = element;
  const { value = null, change, changeOnLeaving } = useValue<number | null>(element);
  const [problem, setProblem] = useState<string | undefined>();
  const form = useForm();
  const input = useRef<HTMLInputElement>(null);
  const ids = idsOf(element);
  const sendBy = (how: (number: number | null) => void) => (text: string) => {
    const read = numberOf(element, text);
    setProblem(read.problem);
    if (read.problem === undefined && read.number !== undefined) how(read.number);
    return read.problem === undefined;
  };
  const shown = value === null ? "" : formatted(format, value);
  const draft = useDraft({
    shown,
    send: sendBy(change),
    sendOnLeaving: sendBy(changeOnLeaving),
  });
  const stepBy = (direction: 1 | -1) => {
    const from = draft.isChanged ? Number(draft.text) : (value ?? undefined);
    const next = stepped(from, step * direction, min, max);
    setProblem(undefined);
    draft.reset();
    if (next !== value) change(next);
  };
  const clear = () => {
    setProblem(undefined);
    draft.reset();
    if (input.current) input.current.value = ""; // Text that is no number is no value of it.
    if (value !== null) change(null);
  };
  return (
    <Field name="stNumberInput" element={element}>
      <div>
        <div
          class="input-box"
          data-invalid={problem !== undefined}
          data-testid="stNumberInputContainer"
          data-baseweb="input"
        >
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
            aria-invalid={problem !== undefined}
            onInput={({ currentTarget }) => {
              setProblem(undefined);
              // Of what it cannot read, the browser shows the text and says nothing.
              draft.type(currentTarget.validity.badInput ? UNREADABLE : currentTarget.value);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && draft.commit()) form?.enter();
              if (event.key === "Escape" && mayBeEmpty(element)) clear();
              if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
              event.preventDefault();
              stepBy(event.key === "ArrowUp" ? 1 : -1);
            }}
            onFocus={() => draft.focus()}
            onBlur={() => draft.blur()}
          />
          <StepButton
            name="stNumberInputStepDown"
            label="Less"
            isDisabled={disabled || (value !== null && min != null && value <= min)}
            onPress={() => stepBy(-1)}
          />
          <StepButton
            name="stNumberInputStepUp"
            label="More"
            isDisabled={disabled || (value !== null && max != null && value >= max)}
            onPress={() => stepBy(1)}
          />
        </div>
      </div>
      <Instructions hasFocus={draft.hasFocus} isChanged={draft.isChanged} text={draft.text} problem={problem} />
    </Field>
  );
}

const UNREADABLE = "?";

interface StepButtonProps {
  readonly name: string;
  readonly label: "Less" | "More";
  readonly isDisabled: boolean;
  readonly onPress: () => void;
}

/** Not a stop of the Tab key: the arrow keys do the same in the input. */
function StepButton({ name, label, isDisabled, onPress }: StepButtonProps) {
  return (
    <button
      type="button"
      class="step-button"
      data-testid={name}
      aria-label={label}
      tabIndex={-1}
      disabled={isDisabled}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={label === "More" ? "M8 3.5v9M3.5 8h9" : "M3.5 8h9"} />
      </svg>
    </button>
  );
}

interface ReadNumber {
  /** Undefined leaves the value as it is. */
  readonly number?: number | null;
  readonly problem?: string;
}

function mayBeEmpty(element: NumberInputElement): boolean {
  return element.default == null && !element.required;
}

/** The number that a text stands for, or what is wrong with it. */
function numberOf(element: NumberInputElement, text: string): ReadNumber {
  const { kind } = element;
  const most = kind === "int" ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE; // That can be held.
  const min = element.min ?? -most;
  const max = element.max ?? most;
  if (!text.trim()) return mayBeEmpty(element) ? { number: null } : {};
  const number = Number(text);
  if (Number.isNaN(number)) return { problem: "This is not a number, or too large a one." };
  if (kind === "int" && !Number.isInteger(number))
    return { problem: "This must be a whole number." };
  if (number < min) return { problem: `The smallest number is ${min}.` };
  if (number > max) return { problem: `The largest number is ${max}.` };
  return { number };
}

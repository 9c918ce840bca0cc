/** A number to type, or to count up and down. */
import { useState } from "preact/hooks";
import type { NumberInputElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { useDraft } from "./shared/draft";
import { useForm } from "./shared/form";
import { Icon } from "./shared/icon";
import { Instructions } from "./shared/instructions";
import { Field, idsOf } from "./shared/label";
import { formatted, stepped } from "./shared/number";
import { useValue } from "./shared/value";

export default function NumberInput({ element }: ElementProps<NumberInputElement>) {
  const { format = "%0.2f", step = 0.01, disabled = false, min, max } = element;
  const { value = null, change, changeOnLeaving } = useValue<number | null>(element);
  const [problem, setProblem] = useState<string | undefined>();
  const form = useForm();
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
            id={ids.control}
            data-testid="stNumberInputField"
            type="number"
            step="any"
            inputMode={element.kind === "int" ? "numeric" : "decimal"}
            min={min ?? undefined}
            max={max ?? undefined}
            value={draft.text}
            placeholder={element.placeholder}
            disabled={disabled}
            required={element.required ?? false}
            aria-labelledby={ids.label}
            aria-invalid={problem !== undefined}
            onInput={({ currentTarget }) => {
              setProblem(undefined);
              draft.type(currentTarget.value);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && draft.commit()) form?.enter();
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

/** The number that a text stands for, or what is wrong with it. */
function numberOf(element: NumberInputElement, text: string): ReadNumber {
  const { min, max, kind, required } = element;
  if (!text.trim()) {
    const mayBeEmpty = element.default == null && !required;
    return mayBeEmpty ? { number: null } : {};
  }
  const number = Number(text);
  if (!Number.isFinite(number)) return { problem: "This is not a number." };
  if (kind === "int" && !Number.isInteger(number))
    return { problem: "This must be a whole number." };
  if (min != null && number < min) return { problem: `The smallest number is ${min}.` };
  if (max != null && number > max) return { problem: `The largest number is ${max}.` };
  return { number };
}

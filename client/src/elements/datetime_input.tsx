// lazy
/** A date with a time of day: the browser's own field for it. */
import { useState } from "preact/hooks";
import type { DatetimeInputElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { formattedTime } from "./shared/date";
import { useDraft } from "./shared/draft";
import { useForm } from "./shared/form";
import { Instructions } from "./shared/instructions";
import { Field, idsOf } from "./shared/label";
import { useValue } from "./shared/value";

export default function DatetimeInput({ element }: ElementProps<DatetimeInputElement>) {
  const { value = null, change, changeOnLeaving } = useValue<string | null>(element);
  const [problem, setProblem] = useState<string | undefined>();
  const form = useForm();
  const ids = idsOf(element);
  const mayBeEmpty = element.default == null && !element.required;
  const sendBy = (how: (moment: string | null) => void) => (text: string) => {
    const found = problemOf(element, text);
    setProblem(found);
    if (found === undefined && (text || mayBeEmpty)) how(text || null);
    return found === undefined;
  };
  const draft = useDraft({
    shown: value ?? "",
    send: sendBy(change),
    sendOnLeaving: sendBy(changeOnLeaving),
  });
  return (
    <Field name="stDateTimeInput" element={element}>
      <div class="input-box" data-invalid={problem !== undefined}>
        <input
          id={ids.control}
          data-testid="stDateTimeInputField"
          type="datetime-local"
          value={draft.text}
          min={element.min || undefined}
          max={element.max || "9999-12-31T23:59"}
          step={element.step ?? 900}
          disabled={element.disabled ?? false}
          required={element.required ?? false}
          aria-labelledby={ids.label}
          aria-invalid={problem !== undefined}
          onInput={({ currentTarget }) => {
            setProblem(undefined);
            draft.type(currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && draft.commit()) form?.enter();
          }}
          onFocus={() => draft.focus()}
          onBlur={() => draft.blur()}
        />
      </div>
      <Instructions isChanged={draft.isChanged} text={draft.text} problem={problem} />
    </Field>
  );
}

/** What is wrong with a moment; undefined if nothing is. */
function problemOf(element: DatetimeInputElement, text: string): string | undefined {
  const { min, max, format = "YYYY/MM/DD" } = element;
  const shown = (moment: string) => formattedTime(`${format} HH:mm`, new Date(`${moment}Z`));
  if (text && min && text < min) return `The earliest is ${shown(min)}.`;
  if (text && max && text > max) return `The latest is ${shown(max)}.`;
  return undefined;
}

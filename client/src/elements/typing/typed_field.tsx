/** A text field: its label, a box around its input, and the text below. */
import type { ComponentChildren } from "preact";
import { Field, type LabelledElement } from "../shared/label";
import { Instructions, type InstructionsProps } from "./instructions";

export interface TypedFieldProps extends InstructionsProps {
  readonly name: string;
  readonly element: LabelledElement;
  /** The attributes of the box. */
  readonly box: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

export function TypedField({ name, element, box, children, ...below }: TypedFieldProps) {
  return (
    <Field name={name} element={element}>
      <div>
        <div {...box} data-invalid={below.draft.problem.value !== undefined}>
          {children}
        </div>
      </div>
      <Instructions {...below} />
    </Field>
  );
}

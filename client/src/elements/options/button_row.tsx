/** Options as a row of toggle buttons. */
import type { PillsElement } from "../../protocol.gen";
import { Html } from "../shared/html";
import { Field, idsOf } from "../shared/label";
import { named } from "../shared/test_id";
import { useChoices } from "./choice";

export interface ButtonRowProps {
  readonly element: Omit<PillsElement, "tag">;
  readonly kind: "pills" | "segmented_control";
}

export function ButtonRow({ element, kind }: ButtonRowProps) {
  const { options = [], selection_mode = "single", required = false, disabled = false } = element;
  const { value, change } = useChoices<number>(element);
  const ids = idsOf(element);
  const press = (index: number) => {
    const others = value.filter((other) => other !== index);
    if (others.length === value.length) {
      const next = selection_mode === "multi" ? [...value, index] : [index];
      change(next.sort((one, other) => one - other));
    } else if (others.length || !required) {
      change(others);
    }
  };
  return (
    <Field name="stButtonGroup" element={element}>
      <div
        id={ids.control}
        class={kind}
        role="group"
        aria-labelledby={ids.label}
        data-wrap={element.wrap ?? true}
      >
        {options.map((label, index) => {
          const isPressed = value.includes(index);
          return (
            <button
              key={index}
              type="button"
              data-testid={`stBaseButton-${kind}${isPressed ? "Active" : ""}`}
              aria-pressed={isPressed}
              disabled={disabled}
              onClick={() => press(index)}
            >
              <div {...named("stMarkdownContainer")}>
                <Html as="p" html={label} />
              </div>
            </button>
          );
        })}
      </div>
    </Field>
  );
}

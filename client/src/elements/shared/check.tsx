/** A checkbox or a switch, with its label beside it. */
import { idsOf, type LabelledElement, LabelText } from "./label";
import { named } from "./test_id";
import { HelpIcon } from "./tooltip";
import { useValue, type ValueElement } from "./value";

export interface CheckProps {
  readonly element: LabelledElement & ValueElement<boolean> & { readonly wrap?: boolean | null };
  readonly kind: "checkbox" | "switch";
}

export function CheckControl({ element, kind }: CheckProps) {
  const { value = false, change } = useValue(element);
  const ids = idsOf(element);
  return (
    <div {...named("stCheckbox", "row-widget", "check")} data-disabled={element.disabled ?? false}>
      <label
        data-baseweb="checkbox"
        data-visibility={element.label_visibility ?? "visible"}
        data-wrap={element.wrap ?? true}
      >
        <input
          type="checkbox"
          id={ids.control}
          class={kind}
          role={kind}
          checked={value}
          aria-checked={value}
          aria-labelledby={ids.label}
          disabled={element.disabled ?? false}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
        <div {...named("stWidgetLabel")}>
          <LabelText element={element} />
        </div>
      </label>
      <HelpIcon help={element.help} of={ids.label} />
    </div>
  );
}

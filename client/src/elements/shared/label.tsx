/** What a widget is called, above it; and its help. */
import type { ComponentChildren } from "preact";
import type { Html as Markup } from "../../protocol.gen";
import { Html } from "./html";
import { named } from "./test_id";
import { HelpIcon } from "./tooltip";

/** What is asked of a record that has a label. */
export interface LabelledElement {
  readonly id?: string;
  readonly label?: Markup;
  readonly help?: Markup | null;
  readonly disabled?: boolean;
  readonly label_visibility?: "visible" | "hidden" | "collapsed";
}

/** The ids of a widget's control and of its label. */
export function idsOf({ id = "" }: LabelledElement) {
  return { control: `${id}-control`, label: `${id}-label` };
}

export interface LabelProps {
  readonly element: LabelledElement;
  /** False if the control is none that a `<label>` can name. */
  readonly isForControl?: boolean;
}

/**
 * A label that stands above its control.
 *
 * One that is hidden or collapsed stays in the page: the control names it by its id, so
 * assistive technology still reads it.
 */
export function Label({ element, isForControl = true }: LabelProps) {
  const ids = idsOf(element);
  const Name = isForControl ? "label" : "div";
  return (
    <div class="label-row" data-visibility={element.label_visibility ?? "visible"}>
      <Name {...named("stWidgetLabel")} {...(isForControl && { for: ids.control })}>
        <LabelText element={element} />
      </Name>
      <HelpIcon help={element.help} />
    </div>
  );
}

/** The words of a label alone. */
export function LabelText({ element }: { readonly element: LabelledElement }) {
  return (
    // Without an id there is no value, and no control that it is the label of.
    <div {...named("stMarkdownContainer")} id={element.id && idsOf(element).label}>
      <Html as="p" html={element.label ?? ""} />
    </div>
  );
}

/** Draws a widget: its name, its label, its control. */
export function Field({
  name,
  element,
  children,
  ...label
}: Omit<LabelProps, "element"> & {
  readonly name: string;
  readonly element: LabelledElement;
  readonly children: ComponentChildren;
}) {
  return (
    <div {...named(name, "field")} data-disabled={element.disabled ?? false}>
      <Label element={element} {...label} />
      {children}
    </div>
  );
}

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
}

/**
 * A label that stands above its control.
 *
 * One that is hidden or collapsed stays in the page: the control names it by its id, so
 * assistive technology still reads it.
 */
export function Label({ element }: LabelProps) {
  return (
    <label
      {...named("stWidgetLabel", "label-row")}
      data-visibility={element.label_visibility ?? "visible"}
      // Where several controls are one, this is what they stand in, which no label names.
      for={idsOf(element).control}
    >
      <LabelText element={element} />
      <HelpIcon help={element.help} of={idsOf(element).label} />
    </label>
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
}: {
  readonly name: string;
  readonly element: LabelledElement;
  readonly children: ComponentChildren;
}) {
  return (
    <div {...named(name, "row-widget", "field")} data-disabled={element.disabled ?? false}>
      <Label element={element} />
      {children}
    </div>
  );
}

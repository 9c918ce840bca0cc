/** A widget's label, with its help. */
import type { ComponentChildren } from "preact";
import type { Html as Markup } from "../../protocol.gen";
import { Html } from "./html";
import { named } from "./test_id";
import { HelpIcon } from "./tooltip";

/** The fields of a record that has a label. */
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
 * A label above its control.
 *
 * A hidden or collapsed label stays in the page: the control refers to its id, so that assistive
 * technology still reads it.
 */
export function Label({ element }: LabelProps) {
  return (
    <label
      {...named("stWidgetLabel", "label-row")}
      data-visibility={element.label_visibility ?? "visible"}
      // For a group of controls, this is the id of the group, which `for` cannot name.
      for={idsOf(element).control}
    >
      <LabelText element={element} />
      <HelpIcon help={element.help} of={idsOf(element).label} />
    </label>
  );
}

/** The text of a label. */
export function LabelText({ element }: { readonly element: LabelledElement }) {
  return (
    // An element without an id is not a widget, so there is no control for this label.
    <div {...named("stMarkdownContainer")} id={element.id && idsOf(element).label}>
      <Html as="p" html={element.label ?? ""} />
    </div>
  );
}

/** A widget: its label and its control. */
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

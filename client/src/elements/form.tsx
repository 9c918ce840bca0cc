// lazy, block
/** A form: its widgets are sent together when one of its submit buttons is pressed. */
import { computed } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type { FormElement, FormSubmitButtonElement } from "../protocol.gen";
import type { PageNode } from "../tree";
import type { ElementProps } from "./shared/component";
import { FormContext, isFilledIn } from "./shared/form";
import { keyClass, layoutFrame } from "./shared/frame";
import { useSession } from "./shared/session";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";

export default function Form({ element, node, draw }: ElementProps<FormElement>) {
  const { values } = useSession();
  const { key = "", enter_to_submit = true } = element;
  const form = useRef<HTMLDivElement>(null);
  // Computed, so that the form is drawn again only when its first button changes, not any widget.
  const first = useMemo(() => computed(() => firstSubmitButton(node)), [node]).value;
  const button = enter_to_submit && !first?.disabled ? first?.id : undefined;
  const scope = useMemo(
    () => ({
      takesEnter: button !== undefined,
      enter: () => {
        if (button !== undefined && isFilledIn(form.current)) values.submit(key, button);
      },
    }),
    [values, key, button],
  );
  return (
    <div {...layoutFrame(element, node)}>
      <div
        {...named("stForm", "flow", keyClass(element))}
        ref={form}
        data-border={element.border ?? true}
        data-height={wordOf(element.height)}
        style={heightOf(element.height)}
      >
        <div {...named("stVerticalBlock")} data-gap="small">
          <FormContext.Provider value={scope}>{node.children.value.map(draw)}</FormContext.Provider>
        </div>
      </div>
    </div>
  );
}

/** The first submit button in a form, at any depth. */
function firstSubmitButton(node: PageNode): FormSubmitButtonElement | undefined {
  for (const child of node.children.value) {
    const element = child.element.value;
    const found = element.tag === "form_submit_button" ? element : firstSubmitButton(child);
    if (found) return found;
  }
  return undefined;
}

// block
/** A part of the page that opens and closes. */
import type { ComponentChild } from "preact";
import type { ExpanderElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { keyClass, layoutFrame } from "./shared/frame";
import { Icon } from "./shared/icon";
import { idsOf, LabelText } from "./shared/label";
import { useOpen } from "./shared/open";
import { named } from "./shared/test_id";
import { HelpIcon } from "./shared/tooltip";

export interface ExpanderProps extends ElementProps<ExpanderElement> {
  /** What stands before the label instead of its icon. */
  readonly sign?: ComponentChild;
}

export default function Expander({ element, node, draw, sign }: ExpanderProps) {
  const [isOpen, setOpen] = useOpen(element);
  return (
    <div {...layoutFrame(element, node)}>
      <div {...named("stExpander", keyClass(element))} data-type={element.type ?? "default"}>
        <details
          open={isOpen}
          onToggle={({ currentTarget }) => {
            // The toggle event is also fired for changes that the user did not make.
            if (currentTarget.open !== isOpen) setOpen(currentTarget.open);
          }}
        >
          <summary class="streamlit-expanderHeader">
            {sign ?? (
              <span {...named("stExpanderIcon")} aria-hidden="true">
                <Icon icon={element.icon} />
              </span>
            )}
            <LabelText element={element} />
            <HelpIcon help={element.help} of={idsOf(element).label} />
          </summary>
          <div {...named("stExpanderDetails", "streamlit-expanderContent")}>
            <div {...named("stVerticalBlock")} data-gap="small">
              {node.children.value.map(draw)}
            </div>
          </div>
        </details>
      </div>
    </div>
  );
}

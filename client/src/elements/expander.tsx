// block
/** A part of the page that opens and closes. */
import { useEffect, useState } from "preact/hooks";
import type { ExpanderElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { keyClass } from "./shared/frame";
import { Icon } from "./shared/icon";
import { LabelText } from "./shared/label";
import { widthOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";
import { HelpIcon } from "./shared/tooltip";
import { useValue } from "./shared/value";

export default function Expander({ element, node, draw }: ElementProps<ExpanderElement>) {
  const [isOpen, setOpen] = useOpen(element);
  return (
    <div
      {...named("stLayoutWrapper")}
      data-stale={node.isStale}
      data-width={wordOf(element.width)}
      style={widthOf(element.width)}
    >
      <div {...named("stExpander", keyClass(element))} data-type={element.type ?? "default"}>
        <details
          open={isOpen}
          onToggle={({ currentTarget }) => {
            // It is also told of what was not the user's doing.
            if (currentTarget.open !== isOpen) setOpen(currentTarget.open);
          }}
        >
          <summary>
            <span {...named("stExpanderIcon")} aria-hidden="true">
              <Icon icon={element.icon} />
            </span>
            <LabelText element={element} />
            <HelpIcon help={element.help} />
          </summary>
          <div {...named("stExpanderDetails")}>
            <div {...named("stVerticalBlock")} data-gap="small">
              {node.children.value.map(draw)}
            </div>
          </div>
        </details>
      </div>
    </div>
  );
}

/** Open or closed. One without an id is the user's own affair, and starts as the author says. */
function useOpen(element: ExpanderElement): readonly [boolean, (isOpen: boolean) => void] {
  const { value = false, change } = useValue(element);
  const [own, setOwn] = useState(value);
  useEffect(() => setOwn(element.value ?? false), [element.value]);
  return element.id ? [value, change] : [own, setOwn];
}

/** A title, header or subheader, with a link to itself. */
import { useEffect, useId, useRef } from "preact/hooks";
import type { HeadingElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { Icon } from "./shared/icon";
import { named } from "./shared/test_id";
import { HelpIcon } from "./shared/tooltip";

const NAMES = { 1: "h1", 2: "h2", 3: "h3" } as const;

export default function Heading({ element }: ElementProps<HeadingElement>) {
  const { level = 1, anchor, divider } = element;
  const Name = NAMES[level];
  const heading = useRef<HTMLHeadingElement>(null);
  const words = useId();
  // When the browser looked for the anchor in its URL, the page was not drawn yet.
  useEffect(() => {
    const isAddressed = anchor && location.hash === new URL(`#${anchor}`, location.href).hash;
    if (isAddressed) heading.current?.scrollIntoView();
  }, []);
  return (
    <div
      {...named("stHeading")}
      data-divider={divider || undefined}
      data-align={element.text_alignment}
    >
      <Name ref={heading} id={anchor || undefined} data-wrap={element.wrap ?? true}>
        <Icon icon={element.icon} />
        <Html as="span" id={words} html={element.body ?? ""} />
        {anchor && (
          <span {...named("stHeaderActionElements")}>
            <a href={`#${anchor}`} aria-label="Link to this heading">
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="M6.5 9.5 9.5 6.5M7 4.5l1.2-1.2a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.2 1.2a3.2 3.2 0 0 1-4.5-4.5L4.5 7" />
              </svg>
            </a>
          </span>
        )}
        <HelpIcon help={element.help} of={words} />
      </Name>
    </div>
  );
}

// block
/** A container whose elements are placed below or beside each other. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { VerticalBlockElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { keyClass, layoutFrame } from "./shared/frame";
import { gapOf, heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";

export default function VerticalBlock({ element, node, draw }: ElementProps<VerticalBlockElement>) {
  const name = element.horizontal ? "stHorizontalBlock" : "stVerticalBlock";
  const children = node.children.value;
  const block = useEndInView(element.autoscroll ?? false, children);
  return (
    <div {...layoutFrame(element, node)}>
      <div
        {...named(name, "flow", keyClass(element))}
        ref={block}
        data-border={element.border ?? false}
        data-height={wordOf(element.height)}
        data-wrap={element.wrap ?? true}
        data-horizontal={element.horizontal_alignment ?? "left"}
        data-vertical={element.vertical_alignment ?? "top"}
        data-gap={element.gap ?? "small"}
        data-test-scroll-behavior={element.autoscroll ? "scroll-to-bottom" : "normal"}
        style={{ ...heightOf(element.height), ...gapOf(element.gap) }}
      >
        {children.map(draw)}
      </div>
    </div>
  );
}

const NEAR_END = 40; // Pixels: a user who has scrolled up further than this is reading.

/** Keeps the end of a block in view while it grows. */
function useEndInView(isWanted: boolean, children: unknown) {
  const block = useRef<HTMLDivElement>(null);
  const wasAtEnd = useRef(true);
  if (isWanted && block.current) {
    const { scrollTop, scrollHeight, clientHeight } = block.current;
    wasAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
  }
  useLayoutEffect(() => {
    if (!isWanted || !block.current || !wasAtEnd.current) return;
    block.current.scrollTop = block.current.scrollHeight;
  }, [isWanted, children]);
  return block;
}

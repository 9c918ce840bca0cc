/** The frame around each element: sets its width, stale state, and the class for its key. */
import type { ComponentChildren } from "preact";
import type { WireElement } from "../../protocol.gen";
import type { PageNode } from "../../tree";
import { type Size, widthOf, wordOf } from "./size";
import { named } from "./test_id";

export interface FrameProps {
  readonly element: WireElement;
  readonly node: PageNode;
  readonly body: ComponentChildren;
}

/** The frame of a single element. */
export function Frame({ element, node, body }: FrameProps) {
  const width = "width" in element ? element.width : undefined;
  return (
    <div
      {...named("stElementContainer", "element-container", keyClass(element))}
      data-tag={element.tag}
      data-stale={node.isStale}
      data-width={wordOf(width)}
      style={widthOf(width)}
    >
      {body}
    </div>
  );
}

/** The attributes for a block's outermost part, which are those of a frame. */
export function layoutFrame({ width }: { readonly width?: Size }, node: PageNode) {
  return {
    ...named("stLayoutWrapper"),
    "data-stale": node.isStale,
    "data-width": wordOf(width),
    style: widthOf(width),
  };
}

/** The class by which an author's style sheet can select an element with a key. */
export function keyClass({ key }: WireElement): string | undefined {
  return key && `st-key-${key.trim().replace(/[^\w-]/g, "-")}`;
}

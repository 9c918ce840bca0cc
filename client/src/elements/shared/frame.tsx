/** What surrounds each element: its width, whether it is stale, the class of its key. */
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

/** What the outermost part of a block has, as the frame of a single element. */
export function layoutFrame({ width }: { readonly width?: Size }, node: PageNode) {
  return {
    ...named("stLayoutWrapper"),
    "data-stale": node.isStale,
    "data-width": wordOf(width),
    style: widthOf(width),
  };
}

/** The class by which an author's style sheet finds an element with a key. */
export function keyClass({ key }: WireElement): string | undefined {
  return key && `st-key-${key.trim().replace(/[^\w-]/g, "-")}`;
}

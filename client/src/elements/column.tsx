// block
/** One of a row of columns. */
import type { ColumnElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";

export default function Column({ element, node, draw }: ElementProps<ColumnElement>) {
  return (
    <div
      {...named("stColumn")}
      data-stale={node.isStale}
      data-border={element.border ?? false}
      data-vertical={element.vertical_alignment ?? "top"}
      style={{ flexGrow: String(element.share ?? 1) }}
    >
      <div {...named("stVerticalBlock")} data-gap="small">
        {node.children.value.map(draw)}
      </div>
    </div>
  );
}

// block
/** A row of columns. */
import type { ColumnsElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { gapOf, widthOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";

export default function Columns({ element, node, draw }: ElementProps<ColumnsElement>) {
  return (
    <div
      {...named("stLayoutWrapper")}
      data-stale={node.isStale}
      data-width={wordOf(element.width)}
      style={widthOf(element.width)}
    >
      <div
        {...named("stHorizontalBlock", "columns")}
        data-gap={element.gap ?? "small"}
        data-wrap={element.wrap ?? true}
        style={gapOf(element.gap)}
      >
        {node.children.value.map(draw)}
      </div>
    </div>
  );
}

// block
/** A row of columns. */
import type { ColumnsElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { layoutFrame } from "./shared/frame";
import { gapOf } from "./shared/size";
import { named } from "./shared/test_id";

export default function Columns({ element, node, draw }: ElementProps<ColumnsElement>) {
  return (
    <div {...layoutFrame(element, node)}>
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

// rare, block
/** Several elements in one cell of a grid, which draws the cell itself. */
import type { GridCellElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";

export default function GridCell({ node, draw }: ElementProps<GridCellElement>) {
  return (
    <div {...named("stVerticalBlock")} data-gap="small" data-stale={node.isStale}>
      {node.children.value.map(draw)}
    </div>
  );
}

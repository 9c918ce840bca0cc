// block
/** The content of one tab. */
import type { TabElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";

export default function Tab({ node, draw }: ElementProps<TabElement>) {
  return (
    <div {...named("stVerticalBlock")} data-gap="small" data-stale={node.isStale}>
      {node.children.value.map(draw)}
    </div>
  );
}

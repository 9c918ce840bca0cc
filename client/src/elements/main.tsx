// block
/** The main area, in which commands draw by default. */
import type { MainElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";

export default function Main({ node, draw }: ElementProps<MainElement>) {
  return (
    <div {...named("stMainBlockContainer", "block-container")}>
      <div {...named("stVerticalBlock")} data-gap="small">
        {node.children.value.map(draw)}
      </div>
    </div>
  );
}

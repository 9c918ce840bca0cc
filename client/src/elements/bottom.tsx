// rare, block
/** The area below the page that stays in view. The page follows its own end, as long as it is there. */
import { useEffect } from "preact/hooks";
import type { BottomElement } from "../protocol.gen";
import { followEnd } from "./chat/scrolling";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";

export default function Bottom({ node, draw }: ElementProps<BottomElement>) {
  useEffect(() => {
    const content = document.querySelector(".stMainBlockContainer");
    const page = document.scrollingElement;
    return content && page && !location.hash ? followEnd(page, content) : undefined;
  }, []);
  return (
    <div {...named("stBottom")}>
      <div {...named("stBottomBlockContainer")}>
        <div {...named("stVerticalBlock")} data-gap="small">
          {node.children.value.map(draw)}
        </div>
      </div>
    </div>
  );
}

// block
/** The content of the sidebar. */
import type { SidebarElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";

export default function Sidebar({ node, draw }: ElementProps<SidebarElement>) {
  return (
    <div {...named("stSidebarUserContent")}>
      <div {...named("stVerticalBlock")} data-gap="small">
        {node.children.value.map(draw)}
      </div>
    </div>
  );
}

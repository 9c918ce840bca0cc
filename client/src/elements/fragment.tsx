// lazy, block
/** What a fragment draws: of itself, it looks like nothing. The tab has its clock. */
import { useEffect } from "preact/hooks";
import type { FragmentElement } from "../protocol.gen";
import { repeat } from "./fragment/clock";
import type { ElementProps } from "./shared/component";
import { useSession } from "./shared/session";

export default function Fragment({ element, node, draw }: ElementProps<FragmentElement>) {
  const session = useSession();
  const { id = "", every = 0 } = element;
  useEffect(() => (every ? repeat(session, id, every) : undefined), [session, id, every]);
  return <>{node.children.value.map(draw)}</>;
}

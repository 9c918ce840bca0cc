// rare
/** Empty space. */
import type { SpaceElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { wordOf } from "./shared/size";
import { named } from "./shared/test_id";

export default function Space({ element: { size = "small" } }: ElementProps<SpaceElement>) {
  const style = typeof size === "number" ? { "--space": `${size}px` } : undefined;
  return <div {...named("stSpace")} data-size={wordOf(size as number)} style={style} />;
}

// rare
/** A formula by itself. */
import type { LatexElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { named } from "./shared/test_id";
import { HelpIcon } from "./shared/tooltip";

// At once, and announced to the page: the markup below would only ask for it later.
import("./formulas/typeset").catch(console.error);

export default function Latex({ element }: ElementProps<LatexElement>) {
  return (
    <div {...named("stMarkdown", "with-help")}>
      <Html html={element.body ?? ""} {...named("stMarkdownContainer")} />
      <HelpIcon help={element.help} />
    </div>
  );
}

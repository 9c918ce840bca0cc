/** Blocks of Markdown, rendered on the server. */
import type { MarkdownElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { named } from "./shared/test_id";
import { HelpIcon } from "./shared/tooltip";

export default function Markdown({ element }: ElementProps<MarkdownElement>) {
  return (
    <div {...named("stMarkdown", "with-help")} data-align={element.text_alignment}>
      <Html
        html={element.body ?? ""}
        data-wrap={element.wrap ?? true}
        data-anchors={element.anchors ?? true}
        {...named("stMarkdownContainer")}
      />
      <HelpIcon help={element.help} />
    </div>
  );
}

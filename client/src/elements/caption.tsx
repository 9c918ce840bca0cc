/** Markdown in a small, muted font. */
import type { CaptionElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { named } from "./shared/test_id";
import { HelpIcon } from "./shared/tooltip";

export default function Caption({ element }: ElementProps<CaptionElement>) {
  return (
    <div {...named("stMarkdown", "with-help")} data-align={element.text_alignment}>
      <Html
        html={element.body ?? ""}
        data-wrap={element.wrap ?? true}
        {...named("stCaptionContainer", "stMarkdownContainer")}
      />
      <HelpIcon help={element.help} />
    </div>
  );
}

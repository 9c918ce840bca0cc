/** Plain text. */
import type { TextElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";
import { HelpIcon } from "./shared/tooltip";

export default function Text({ element }: ElementProps<TextElement>) {
  return (
    <div class="with-help" data-align={element.text_alignment}>
      <div {...named("stText")} data-wrap={element.wrap ?? true}>
        {element.body}
      </div>
      <HelpIcon help={element.help} />
    </div>
  );
}

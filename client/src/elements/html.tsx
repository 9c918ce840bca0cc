// rare
/** An author's own HTML, sanitized by the server. */
import type { HtmlElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html as Markup } from "./shared/html";
import { named } from "./shared/test_id";

export default function Html({ element }: ElementProps<HtmlElement>) {
  return <Markup html={element.body ?? ""} {...named("stHtml")} />;
}

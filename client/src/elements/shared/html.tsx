/** Markup that the server rendered. */
import { useMemo } from "preact/hooks";
import type { Html as Markup } from "../../protocol.gen";
import { trusted } from "../../trusted";

export interface HtmlProps {
  readonly html: Markup;
  readonly as?: "div" | "span" | "p" | "code";
  readonly class?: string;
  readonly id?: string;
  readonly "data-testid"?: string;
}

export function Html({ html, as: Name = "div", ...rest }: HtmlProps) {
  // The same object as long as the markup is the same: then the page is not touched.
  const content = useMemo(() => ({ __html: trusted(html) }), [html]);
  return <Name {...rest} dangerouslySetInnerHTML={content} />;
}

/** Inserts markup that the server has rendered and sanitized. */
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Html as Markup } from "../../protocol.gen";
import { dress } from "../../styles";
import { trusted } from "../../trusted";

export interface HtmlProps {
  readonly html: Markup;
  readonly as?: "div" | "span" | "p" | "code";
  readonly class?: string;
  readonly id?: string;
  readonly "data-testid"?: string;
}

export function Html({ html, as: Name = "div", ...rest }: HtmlProps) {
  // The same object while the markup is the same, so that Preact leaves the DOM alone.
  const content = useMemo(() => ({ __html: trusted(html) }), [html]);
  const own = useRef<never>(null);
  // A layout effect, so that styles apply before anything is painted.
  useLayoutEffect(() => {
    const { current } = own;
    if (!current) return undefined;
    if (html.includes("stMarkdownPre")) {
      import("./copied_code").then((code) => code.addCopyButtons(current), console.error);
    }
    return html.includes("anew-style") ? dress(current) : undefined;
  }, [html]);
  return <Name {...rest} ref={own} dangerouslySetInnerHTML={content} />;
}

/** Inserts markup that the server has rendered and sanitized. */
import { useLayoutEffect, useRef } from "preact/hooks";
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
  const own = useRef<HTMLElement>(null);
  // A layout effect, so that it is there before anything is painted.
  useLayoutEffect(() => {
    const { current } = own;
    if (!current) return undefined;
    if (html.includes("<!--")) {
      import("./growing").then(({ grow }) => grow(current, html), console.error);
      return undefined;
    }
    current.innerHTML = trusted(html);
    if (/stMarkdownPre|stFormula|stIcon/.test(html)) {
      import("./finished").then(({ finish }) => finish(current), console.error);
    }
    return html.includes("anew-style") ? dress(current) : undefined;
  }, [html]);
  return <Name {...rest} ref={own as never} />;
}

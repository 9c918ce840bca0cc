/** Code that can be copied. The server has highlighted its syntax. */
import { useRef } from "preact/hooks";
import type { CodeElement, Html as Markup } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { CopyButton } from "./shared/copy";
import { Html } from "./shared/html";
import { heightOf } from "./shared/size";
import { named } from "./shared/test_id";

export default function Code({ element }: ElementProps<CodeElement>) {
  const { body = "", line_numbers = false, wrap_lines = false } = element;
  const pre = useRef<HTMLPreElement>(null);
  return (
    <div {...named("stCode")}>
      <pre
        ref={pre}
        tabIndex={0}
        data-numbers={line_numbers}
        data-wrap={wrap_lines}
        style={heightOf(element.height)}
      >
        <Html as="code" html={line_numbers ? inLines(body) : body} />
      </pre>
      <CopyButton text={() => pre.current?.textContent ?? ""} />
    </div>
  );
}

/** Wraps each line for numbering. This is safe, because no highlighting spans several lines. */
function inLines(body: Markup): Markup {
  const lines = body.replace(/\n$/, "").split("\n");
  return lines.map((line) => `<span class="line">${line}\n</span>`).join("");
}

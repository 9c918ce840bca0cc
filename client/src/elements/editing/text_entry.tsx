/** Typing into a cell: one line, or several for text. */
import type { EntryProps } from "./cell_editor";
import { type Takes, takesOf } from "./entering";

type Keyboard = "text" | "url" | "decimal" | "numeric";

const KEYBOARDS: Readonly<Partial<Record<Takes, Keyboard>>> = {
  link: "url",
  number: "decimal",
  integer: "numeric",
};
const MOST_LINES = 10;

export function TextEntry(props: EntryProps) {
  const { target, text, onText } = props;
  const takes = takesOf(target.rule);
  const shared = {
    class: "cell-input",
    value: text,
    autocomplete: "off" as const,
    "aria-label": props.label,
    "aria-invalid": props.problem !== undefined,
    "aria-describedby": props.problem && props.describedBy,
    onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      onText(currentTarget.value),
  };
  if (takes !== "text" && takes !== "markdown") {
    return <input {...shared} type="text" inputMode={keyboardOf(target)} data-align={alignment(takes)} />;
  }
  return (
    <textarea
      {...shared}
      rows={Math.min(MOST_LINES, text.split("\n").length)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.shiftKey || event.altKey)) return;
        event.stopPropagation(); // A new line.
        if (event.altKey) onText(withLine(event.currentTarget));
      }}
    />
  );
}

/** The negative sign is missing on some keyboards of phones, where whole numbers are typed. */
function keyboardOf({ rule }: EntryProps["target"]): Keyboard {
  const mayBeNegative = typeof rule.least !== "number" || rule.least < 0;
  const keyboard = KEYBOARDS[takesOf(rule)] ?? "text";
  return keyboard === "numeric" && mayBeNegative ? "text" : keyboard === "decimal" && mayBeNegative ? "text" : keyboard;
}

function alignment(takes: Takes): string | undefined {
  return takes === "number" || takes === "integer" || takes === "duration" ? "right" : undefined;
}

function withLine(area: HTMLTextAreaElement): string {
  const { value, selectionStart, selectionEnd } = area;
  return `${value.slice(0, selectionStart)}\n${value.slice(selectionEnd)}`;
}

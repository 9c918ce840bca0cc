/** A widget's value that is text, in one line or several: what every such field refuses. */
import { useSession } from "../shared/session";
import type { ValueElement } from "../shared/value";
import { type Typed, useTyped } from "./draft";

interface TextElement extends ValueElement<string | null> {
  readonly required?: boolean;
}

/** A text to type; `problemOf` says what else is wrong with one. */
export function useText(
  element: TextElement,
  problemOf?: (text: string) => string | undefined,
): Typed<string | null> {
  const { longestText } = useSession();
  return useTyped<string | null>(
    element,
    (value) => value,
    (text) => {
      // Said here, since the server would end the connection over it.
      if (text.length > longestText) {
        return {
          problem: `This is too long: it may have ${longestText.toLocaleString("en")} characters.`,
        };
      }
      if (element.required && !text.trim()) return { problem: "This must be filled in." };
      return { value: text, problem: problemOf?.(text) };
    },
  );
}

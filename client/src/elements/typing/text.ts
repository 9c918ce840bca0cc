/** A widget whose value is text, in one line or several, with the checks that all share. */
import { useSession } from "../shared/session";
import type { ValueElement } from "../shared/value";
import { type Typed, useTyped } from "./draft";

interface TextElement extends ValueElement<string | null> {
  readonly required?: boolean;
}

/** The state of a text field; `problemOf` adds the checks of its own. */
export function useText(
  element: TextElement,
  problemOf?: (text: string) => string | undefined,
): Typed<string | null> {
  const { longestText } = useSession();
  return useTyped<string | null>(
    element,
    (value) => value,
    (text) => {
      // Checked here, because the server would close the connection.
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

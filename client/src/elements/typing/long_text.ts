/** Whether a text is longer than one may be: it is told at the field, and is not sent. */
import type { Session } from "../../session";

/** What is wrong with it; undefined if nothing is. */
export function tooLong({ longestText }: Session, text: string): string | undefined {
  if (text.length <= longestText) return undefined;
  return `This is too long: it may have ${longestText.toLocaleString("en")} characters.`;
}

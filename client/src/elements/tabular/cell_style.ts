/** The colours and letters that a table gives a cell, as the style of an element. */
import type { CellStyle } from "./sheet";

export function styleOf(style: CellStyle | undefined) {
  if (!style) return undefined;
  const { color, background, weight, slant, line } = style;
  return {
    ...(color && { color }),
    ...(background && { backgroundColor: background }),
    ...(weight && { fontWeight: weight }),
    ...(slant && { fontStyle: slant }),
    ...(line && { textDecoration: line }),
  };
}

/** Reads what spreadsheets copy: cells with tabs between them, a line for each row. */

const MOST_FIELDS = 200_000;

/**
 * The rows of a text. A field that begins with a quotation mark may have tabs and line ends in it,
 * and two such marks for one.
 */
export function readTabbed(text: string): string[][] {
  const rows: string[][] = [];
  let [row, at, count]: [string[], number, number] = [[], 0, 0];
  while (at <= text.length && count < MOST_FIELDS) {
    const [field, end] = fieldAt(text, at);
    row.push(field);
    count += 1;
    const isTab = text[end] === "\t";
    at = end + (text.startsWith("\r\n", end) ? 2 : 1);
    if (isTab) continue;
    rows.push(row);
    row = [];
    if (at >= text.length) break; // A line end at the end of the text begins no row.
  }
  if (row.length) rows.push(row);
  return rows;
}

/** The field at a position, and where it ends. */
function fieldAt(text: string, start: number): readonly [field: string, end: number] {
  const end = endFrom(text, start);
  if (text[start] !== '"') return [text.slice(start, end), end];
  const close = closing(text, start + 1);
  // What only begins with a quotation mark is not quoted.
  if (close === undefined || endFrom(text, close + 1) !== close + 1) return [text.slice(start, end), end];
  return [text.slice(start + 1, close).replaceAll('""', '"'), close + 1];
}

function endFrom(text: string, start: number): number {
  const ends = /[\t\r\n]/g;
  ends.lastIndex = start;
  return ends.exec(text)?.index ?? text.length;
}

/** The mark that ends a quoted field. */
function closing(text: string, start: number): number | undefined {
  let at = text.indexOf('"', start);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? undefined : at;
}

/**
 * Reads CSV and the like for Vega. Vega's own readers make code of the names of the columns, which the
 * page's policy forbids; these only look for the same cells.
 */
import { dsvFormat } from "d3-dsv";
import * as vega from "vega";

interface Format {
  readonly delimiter?: string;
  /** The names of the columns, where the text has none. */
  readonly header?: readonly string[];
}

/** Vega has this function, and its types do not. */
const { formats } = vega as unknown as { formats(name: string, reader: unknown): void };

type Row = Readonly<Record<string, string | undefined>>;

/** Puts these readers in the place of Vega's own. */
export function readDelimited(): void {
  const own = { csv: ",", tsv: "\t", dsv: undefined };
  for (const [name, delimiter] of Object.entries(own)) {
    const reader = (text: unknown, format: Format = {}): Row[] =>
      rowsIn(String(text), delimiter ?? format.delimiter ?? ",", format.header);
    formats(name, Object.assign(reader, { responseType: "text" }));
  }
}

/** The rows of a text, each by the names in its first line, or by these. */
export function rowsIn(text: string, delimiter: string, header?: readonly string[]): Row[] {
  const lines = dsvFormat(delimiter).parseRows(text);
  const names = header ?? lines.shift() ?? [];
  return lines.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at]])));
}

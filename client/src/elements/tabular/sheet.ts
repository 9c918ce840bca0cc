/** Decodes, sorts and searches the tables that `src/anew/elements/tabular/packing.py` encodes. */
import type { Html } from "../../protocol.gen";

export type Kind =
  | "integer"
  | "number"
  | "text"
  | "bool"
  | "date"
  | "datetime"
  | "time"
  | "duration"
  | "list"
  | "object"
  | "markdown";

/** How a cell looks, in the words of CSS. */
export interface CellStyle {
  readonly color?: string;
  readonly background?: string;
  readonly weight?: string;
  readonly slant?: string;
  readonly line?: string;
}

/** How cells are shown, where their table says so. */
interface Dress {
  readonly texts?: readonly (string | null)[];
  readonly styles?: readonly CellStyle[];
  /** By row, the index of its style. */
  readonly style_of?: readonly number[];
}

export interface SheetColumn {
  readonly name: string;
  readonly kind: Kind;
  /** Whether it is part of the index, which names the rows. */
  readonly isIndex: boolean;
  /** Missing values are null, or NaN in an array of numbers. */
  readonly values: ArrayLike<unknown>;
  /** Of text with Markdown: the first cells, rendered. */
  readonly html?: readonly Html[] | undefined;
  readonly dress?: Dress;
}

export interface Sheet {
  readonly rows: number;
  readonly columns: readonly SheetColumn[];
}

export const EMPTY: Sheet = { rows: 0, columns: [] };

export interface PackedSheet {
  readonly rows: number;
  readonly columns: readonly (Dress & {
    readonly name: string;
    readonly kind: Kind;
    readonly is_index?: boolean;
    readonly values?: readonly unknown[];
    readonly block?: number;
    readonly html?: readonly Html[];
  })[];
}

export function sheetOfText(text: string): Sheet {
  return sheetOfPacked(JSON.parse(text) as PackedSheet);
}

export function sheetOfPacked(packed: PackedSheet): Sheet {
  return unpacked(packed, new ArrayBuffer(0), 0);
}

export function sheetOfFile(file: ArrayBuffer): Sheet {
  const length = Number(new DataView(file).getBigUint64(0, true));
  const text = new TextDecoder().decode(new Uint8Array(file, 8, length));
  return unpacked(JSON.parse(text) as PackedSheet, file, 8 + length);
}

function unpacked({ rows, columns }: PackedSheet, file: ArrayBuffer, blocks: number): Sheet {
  return {
    rows,
    columns: columns.map((column) => {
      const { name, kind, is_index = false, values: listed = [], block, html } = column;
      // All browsers run on little-endian machines, and the file is little-endian.
      const own = block === undefined ? undefined : blocks + block * rows * 8;
      const values = own === undefined ? listed : new Float64Array(file, own, rows);
      return { name, kind, isIndex: is_index, values, html, ...(column.styles && { dress: column }) };
    }),
  };
}

/** Whether a column is aligned to the right. */
export function isNumeric({ kind }: SheetColumn): boolean {
  return kind === "integer" || kind === "number" || kind === "duration";
}

export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

/** The value of a boolean cell; undefined for other cells. */
export function isTicked({ kind, isIndex, values }: SheetColumn, row: number): boolean | undefined {
  const value = values[row];
  return kind === "bool" && !isIndex && typeof value === "boolean" ? value : undefined;
}

/** A value as text for people; undefined if it is missing. */
export function shownValue(column: SheetColumn, row: number): string | undefined {
  const { kind, values } = column;
  const value = values[row];
  if (isMissing(value)) return undefined;
  if (typeof value === "number" && kind === "duration") return lasting(value);
  if (typeof value === "number" && kind === "number") return shownNumber(value);
  if (typeof value === "boolean") return value ? "True" : "False"; // As in Python.
  if (typeof value === "object") return JSON.stringify(value);
  return kind === "datetime" ? String(value).replace("T", " ") : String(value);
}

const DECIMALS = 4; // The most decimal places.
const LARGE = 1e15; // Larger numbers are shown with an exponent.

function shownNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const isTiny = value !== 0 && Math.abs(value) < 10 ** -DECIMALS;
  if (isTiny || Math.abs(value) >= LARGE) {
    return Number(value.toPrecision(DECIMALS)).toExponential();
  }
  return String(Number(value.toFixed(DECIMALS)));
}

/** Formats seconds as days, hours, minutes and seconds. */
export function lasting(seconds: number): string {
  const sign = seconds < 0 ? "-" : "";
  const whole = Math.abs(seconds);
  const days = Math.floor(whole / 86_400);
  const rest = Number((whole % 60).toFixed(6));
  const clock = [Math.floor((whole % 86_400) / 3600), Math.floor((whole % 3600) / 60)]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  const [full = "0", part] = String(rest).split(".");
  const end = `${full.padStart(2, "0")}${part ? `.${part}` : ""}`;
  const ahead = days === 0 ? "" : days === 1 ? "1 day " : `${days} days `;
  return `${sign}${ahead}${clock}:${end}`;
}

export type Direction = "ascending" | "descending";

/** Sorts rows by a column; missing values are last in either direction. */
export function sorted(
  rows: ArrayLike<number>,
  { kind, values }: SheetColumn,
  direction: Direction,
): Uint32Array {
  const sign = direction === "ascending" ? 1 : -1;
  const isNumber = kind === "integer" || kind === "number" || kind === "duration";
  const compare = isNumber ? byNumber(values) : byText(values);
  return Uint32Array.from(rows).sort((one, other) => {
    const isOneGone = isMissing(values[one]);
    const isOtherGone = isMissing(values[other]);
    if (isOneGone || isOtherGone) return Number(isOneGone) - Number(isOtherGone) || one - other;
    return sign * compare(one, other) || one - other;
  });
}

type Compare = (one: number, other: number) => number;

function byNumber(values: ArrayLike<unknown>): Compare {
  return (one, other) => {
    const [first, second] = [Number(values[one]), Number(values[other])];
    return first === second ? 0 : first < second ? -1 : 1;
  };
}

function byText(values: ArrayLike<unknown>): Compare {
  const texts = Array.from(values, (value) =>
    typeof value === "object" ? JSON.stringify(value) : String(value),
  );
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return (one, other) => compare(texts[one] ?? "", texts[other] ?? "");
}

/** All rows, as indices. */
export function everyRow({ rows }: Sheet): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => row);
}

/** The rows in which a text occurs, as displayed. */
export function found(
  rows: Uint32Array,
  texts: readonly ((row: number) => string | undefined)[],
  query: string,
): Uint32Array {
  const wanted = query.toLowerCase();
  if (!wanted) return rows;
  return rows.filter((row) => texts.some((text) => text(row)?.toLowerCase().includes(wanted)));
}

/** Exports rows as CSV (RFC 4180). */
export function asCsv({ columns }: Sheet, rows: ArrayLike<number>): string {
  const lines = [columns.map(({ name }) => quoted(name)).join(",")];
  for (const row of Array.from(rows)) {
    lines.push(columns.map(({ values }) => quoted(exact(values[row]))).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** A value as text, without rounding. */
export function exact(value: unknown): string {
  if (isMissing(value)) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The texts of cells: by the type and the format that the author wants, else as the values are. */
import type { DataframeElement } from "../../protocol.gen";
import { decimals } from "../shared/number";
import { compiled } from "../shared/pattern";
import { withThousands } from "../shared/thousands";
import { momentText } from "./cell_moments";
import { exact, isMissing, isNumeric, lasting, type SheetColumn, shownValue } from "./sheet";

export type Look = NonNullable<DataframeElement["looks"]>[number];
export type CellType = NonNullable<Look["type"]>;
/** The text of a row's cell; undefined if its value is missing. */
export type CellText = (row: number) => string | undefined;

const TYPE_OF_KIND: Readonly<Partial<Record<SheetColumn["kind"], CellType>>> = {
  bool: "checkbox",
  list: "list",
  markdown: "markdown",
  date: "date",
  time: "time",
  datetime: "datetime",
};

/** How the cells of a column are drawn. */
export function typeOf(column: SheetColumn, look: Look): CellType {
  if (look.type) return look.type;
  if (column.isIndex && column.kind === "bool") return "text";
  return TYPE_OF_KIND[column.kind] ?? (isNumeric(column) ? "number" : "text");
}

export function textsOf(column: SheetColumn, look: Look): CellText {
  const shown = written(column, look);
  const texts = look.format ? undefined : column.dress?.texts;
  return (row) => {
    const value = column.values[row];
    const given = texts?.[row];
    if (typeof given === "string") return given;
    return isMissing(value) ? undefined : (shown(value, row) ?? shownValue(column, row));
  };
}

type Written = (value: unknown, row: number) => string | undefined;

/** What is written for a value; undefined for what it is written as without any look. */
function written(column: SheetColumn, look: Look): Written {
  const type = typeOf(column, look);
  switch (type) {
    case "number":
      return numbers(column, look);
    case "progress":
      return (value) => shareText(column, look, Number(value));
    case "date":
    case "time":
    case "datetime":
      return look.format || look.timezone
        ? momentText(type, look.format ?? "", look.timezone ?? "")
        : () => undefined;
    case "link":
      return linkText(look.display_text ?? "");
    case "selectbox":
      return optionText(look);
    case "button":
      return (value) => labelsOf(value).join(", ");
    case "multiselect":
    case "list": {
      const label = optionText(look);
      return (value) => itemsOf(value).map((item) => label(item) ?? exact(item)).join(", ");
    }
    case "checkbox":
      return (value) => (typeof value === "number" ? (value ? "True" : "False") : undefined);
    default:
      return () => undefined;
  }
}

function numbers(column: SheetColumn, { format, step }: Look): Written {
  if (format === "duration") return (value) => humanized(Number(value));
  if (column.kind === "duration" && format === "compact") return (value) => lasting(Number(value));
  const digits = step ? decimals(step) : undefined;
  return (value) => {
    const number = Number(value);
    if (Number.isNaN(number)) return undefined; // Text that is no number stays what it is.
    if (format) return withThousands(format, number);
    if (digits === undefined || column.kind === "duration") return undefined;
    return Number.isFinite(number) ? number.toFixed(Math.min(digits, 20)) : undefined;
  };
}

const LENGTHS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A duration in one unit, in the user's language. */
function humanized(seconds: number): string | undefined {
  if (!Number.isFinite(seconds)) return undefined;
  const [unit, length] = LENGTHS.find(([, size]) => Math.abs(seconds) >= size) ?? LENGTHS[5];
  return new Intl.NumberFormat(undefined, {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: length === 1 ? 1 : 0,
  }).format(seconds / length);
}

/** How full a bar is, from 0 to 1. */
export function shareOf(column: SheetColumn, look: Look, value: number): number {
  const least = look.least ?? 0;
  const most = look.most ?? (column.kind === "integer" ? 100 : 1);
  const share = most > least ? (value - least) / (most - least) : 0;
  return Math.max(0, Math.min(1, share));
}

function shareText(column: SheetColumn, look: Look, value: number): string | undefined {
  if (Number.isNaN(value)) return undefined;
  if (look.format) return withThousands(look.format, value);
  return new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 }).format(
    shareOf(column, look, value),
  );
}

/** The text of a link: the same everywhere, or what an expression finds in its address. */
function linkText(display: string): Written {
  if (!display) return () => undefined;
  const find = display.includes("(") && display.includes(")") ? compiled(display) : undefined;
  if (!find) return () => display;
  return (value) => {
    const part = find(String(value));
    return part ? readable(part) : undefined;
  };
}

function readable(part: string): string {
  try {
    return decodeURI(part);
  } catch {
    return part;
  }
}

function optionText({ options = [] }: Look): (value: unknown) => string | undefined {
  const labels = new Map(options.map(({ value, label }) => [value as unknown, label]));
  return (value) => labels.get(value) || undefined;
}

/** The items of a list; a text is taken apart at its commas, as those of files are. */
export function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return isMissing(value) ? [] : [value];
  if (value.startsWith("[")) {
    try {
      const parsed: unknown = JSON.parse(value);
      if (Array.isArray(parsed)) return parsed;
    } catch {
      // It only looks like a list.
    }
  }
  return value ? value.split(",").map((item) => item.trim()) : [];
}

/** The labels of a cell's buttons. */
export function labelsOf(value: unknown): readonly string[] {
  const listed = Array.isArray(value) ? value : [value];
  return listed.filter((label) => !isMissing(label)).map(String);
}

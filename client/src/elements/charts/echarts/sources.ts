/** Puts the tables of a chart where its option has their numbers. */
import { type Sheet, type SheetColumn, shownValue } from "../../tabular/sheet";
import { isPart, listed, mapped, type Part } from "./option";

/** The table that a source stands for; undefined if it is one itself. */
export function sheetIn(source: unknown, tables: readonly Sheet[]): Sheet | undefined {
  return isPart(source) && typeof source["table"] === "number" ? tables[source["table"]] : undefined;
}

/** A part of an option with the tables in it. */
export function withTables(part: Part, tables: readonly Sheet[]): Part {
  const { dataset } = part;
  // What ECharts transforms must be rows.
  const isTransformed = listed(dataset).some((one) => one["transform"] || one["fromTransformResult"]);
  const other = (one: Part): Part => {
    const sheet = sheetIn(one["source"], tables);
    if (!sheet) return one;
    const byRows = isTransformed || one["seriesLayoutBy"] === "row" || !areNamed(sheet);
    const dimensions = areNamed(sheet) && { dimensions: sheet.columns.map(({ name }) => name) };
    return {
      sourceHeader: false,
      ...dimensions,
      ...one,
      source: byRows ? rowsOf(sheet) : columnsOf(sheet),
    };
  };
  return dataset === undefined ? part : { ...part, dataset: mapped(dataset, other) };
}

/** Whether columns can be told by their names; those of an array are only numbered. */
function areNamed({ columns }: Sheet): boolean {
  const names = columns.map(({ name }) => name);
  return new Set(names).size === names.length && !names.every((name, at) => name === String(at));
}

const columns = new WeakMap<Sheet, Part>();
const rows = new WeakMap<Sheet, unknown[][]>();

function columnsOf(sheet: Sheet): Part {
  const made =
    columns.get(sheet) ??
    Object.fromEntries(sheet.columns.map((column) => [column.name, whole(valuesOf(column))]));
  columns.set(sheet, made);
  return made;
}

function rowsOf(sheet: Sheet): unknown[][] {
  const values = sheet.columns.map(valuesOf);
  const made =
    rows.get(sheet) ??
    whole(Array.from({ length: sheet.rows }, (_, at) => values.map((column) => column[at] ?? null)));
  rows.set(sheet, made);
  return made;
}

/** The same array, which ECharts does not copy, nor merge with another. */
function whole<T extends object>(values: T): T {
  if (!Object.hasOwn(values, "__ec_primitive__")) {
    Object.defineProperty(values, "__ec_primitive__", { value: true });
  }
  return values;
}

/** What a column holds, as ECharts takes it: numbers, texts, dates in ISO 8601, durations in ms. */
function valuesOf(column: SheetColumn): ArrayLike<unknown> & object {
  const { kind, values } = column;
  switch (kind) {
    case "integer":
    case "number": // Those that JSON does not have are texts.
      return values instanceof Float64Array ? values : Array.from(values, numberOf);
    case "duration":
      return Array.from(values, (value) => (value === null ? null : Number(value) * 1000));
    case "date":
      return Array.from(values);
    case "datetime":
      return daysOf(Array.from(values));
    default:
      return Array.from(values, (_, at) => shownValue(column, at) ?? null);
  }
}

function numberOf(value: unknown): unknown {
  return typeof value === "string" ? Number(value) : value;
}

/** Moments that are all at midnight are days. */
function daysOf(moments: unknown[]): unknown[] {
  const isDay = (moment: unknown) => moment === null || String(moment).endsWith("T00:00:00");
  return moments.every(isDay) ? moments.map((moment) => moment && String(moment).slice(0, 10)) : moments;
}

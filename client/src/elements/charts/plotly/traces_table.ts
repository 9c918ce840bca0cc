/** The data of a figure's traces as a table. */
import type { Kind, Sheet, SheetColumn } from "../../tabular/sheet";
import { isPart, type Figure, type Part, type Trace } from "./figure";

const FIELDS = (
  "x y z a b c r theta lat lon locations labels parents ids values open high low close value " +
  "base text"
).split(" ");

type Columns = Map<string, unknown[]>;

/** One row for each point; traces after each other, named in the first column if they are several. */
export function sheetOfTraces(figure: Figure): Sheet {
  const parts = figure.data.map((trace) => columnsOf(trace, figure));
  const many = parts.length > 1;
  const names = [...new Set(parts.flatMap((part) => [...part.keys()]))];
  const lengths = parts.map((part) => Math.max(0, ...[...part.values()].map(({ length }) => length)));
  const column = (name: string, index: boolean, values: unknown[]): SheetColumn => ({
    name,
    kind: kindOf(values),
    isIndex: index,
    values,
  });
  const traces = figure.data.flatMap(({ name }, at) =>
    Array.from({ length: lengths[at] ?? 0 }, () => (name ? String(name) : `trace ${at}`)),
  );
  const columns = names.map((name) =>
    column(
      name,
      false,
      parts.flatMap((part, at) => filled(part.get(name) ?? [], lengths[at] ?? 0)),
    ),
  );
  return {
    rows: traces.length,
    columns: many ? [column("trace", true, traces), ...columns] : columns,
  };
}

function filled(values: readonly unknown[], length: number): unknown[] {
  return values.length === length ? [...values] : Array.from({ length }, (_, at) => values[at] ?? null);
}

function columnsOf(trace: Trace, figure: Figure): Columns {
  const { z, cells, link } = trace;
  if (listed(z)?.some((row) => listed(row))) return cellsOf(trace, figure);
  if (isPart(cells)) return tableOf(trace, cells);
  const columns: Columns = new Map();
  for (const field of FIELDS) {
    const values = field === "value" ? single(trace[field]) : listed(trace[field]);
    if (values?.length) columns.set(nameOf(field, trace, figure), values);
  }
  if (columns.size === 1 && (listed(trace["y"]) ?? listed(trace["x"])) && trace["type"] !== "histogram") {
    const [values = []] = columns.values();
    const field = listed(trace["y"]) ? "x" : "y";
    return new Map([[nameOf(field, trace, figure), values.map((_, at) => at)], ...columns]);
  }
  if (isPart(link)) {
    for (const field of ["source", "target", "value"]) columns.set(field, listed(link[field]) ?? []);
  }
  return columns;
}

/** Each cell of a grid, such as a heatmap's. */
function cellsOf(trace: Trace, figure: Figure): Columns {
  const grid = (listed(trace["z"]) ?? []).map((row) => listed(row) ?? []);
  const [right, up] = [listed(trace["x"]), listed(trace["y"])];
  const flat = (give: (row: number, column: number) => unknown) =>
    grid.flatMap((row, at) => row.map((_, column) => give(at, column)));
  return new Map([
    [nameOf("x", trace, figure), flat((_, column) => right?.[column] ?? column)],
    [nameOf("y", trace, figure), flat((row) => up?.[row] ?? row)],
    ["z", flat((row, column) => grid[row]?.[column])],
  ]);
}

function tableOf(trace: Trace, cells: Part): Columns {
  const { header } = trace;
  const heads = isPart(header) ? (listed(header["values"]) ?? []) : [];
  const columns = listed(cells["values"]) ?? [];
  return new Map(
    columns.map((column, at) => [String(listed(heads[at])?.[0] ?? heads[at] ?? at), listed(column) ?? []]),
  );
}

/** The title of the axis that a field is on, or the field itself. */
function nameOf(field: string, trace: Trace, { layout }: Figure): string {
  if (field !== "x" && field !== "y") return field;
  const at = String(trace[`${field}axis`] ?? field).slice(1);
  const axis = layout[`${field}axis${at}`];
  const title = isPart(axis) && isPart(axis["title"]) ? axis["title"]["text"] : "";
  return title ? String(title) : field;
}

function listed(values: unknown): unknown[] | undefined {
  if (Array.isArray(values)) return values;
  return ArrayBuffer.isView(values) ? Array.from(values as unknown as ArrayLike<unknown>) : undefined;
}

function single(value: unknown): unknown[] | undefined {
  return typeof value === "number" ? [value] : undefined;
}

function kindOf(values: readonly unknown[]): Kind {
  return values.every((value) => value === null || typeof value === "number") ? "number" : "text";
}

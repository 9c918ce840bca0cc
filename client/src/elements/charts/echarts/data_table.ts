/** The data of a chart as a table. */
import type { Kind, Sheet, SheetColumn } from "../../tabular/sheet";
import { baseOf, isPart, listed, type Option, type Part } from "./option";

/** Whether a chart has data that could be a table. */
export function hasData(option: Option): boolean {
  const base = baseOf(option);
  return [...listed(base["dataset"]), ...listed(base["series"])].some((one) =>
    ["source", "data", "nodes", "links", "edges"].some((name) => one[name]),
  );
}

/** The largest table of a chart; if it has none, what its datasets or its series hold. */
export function sheetOfChart(option: Option, tables: readonly Sheet[]): Sheet {
  const [largest] = [...tables].sort((one, other) => other.rows - one.rows);
  if (largest) return largest;
  const base = baseOf(option);
  return fromDataset(base) ?? fromCategories(base) ?? fromPoints(base);
}

function fromDataset(option: Part): Sheet | undefined {
  for (const { source, dimensions } of listed(option["dataset"])) {
    const names = Array.isArray(dimensions) ? dimensions.map(nameOf) : undefined;
    if (isPart(source)) {
      return sheet(Object.entries(source).map(([name, values]) => [name, array(values)]));
    }
    if (!Array.isArray(source) || !source.length) continue;
    if (isPart(source[0])) {
      const keys = names ?? [...new Set(listed(source).flatMap(Object.keys))];
      return sheet(keys.map((key) => [key, listed(source).map((row) => row[key] ?? null)]));
    }
    const hasHead = !names && array(source[0]).every((name) => typeof name === "string");
    const head = names ?? (hasHead ? array(source[0]).map(String) : array(source[0]).map((_, at) => String(at)));
    const rows = hasHead ? source.slice(1) : source;
    return sheet(head.map((name, at) => [name, rows.map((row) => array(row)[at] ?? null)]));
  }
  return undefined;
}

/** A row for each category of an axis, a column for each series. */
function fromCategories(option: Part): Sheet | undefined {
  const axes = ["xAxis", "yAxis", "angleAxis", "radiusAxis"].flatMap((name) => listed(option[name]));
  const axis = axes.find(({ data }) => Array.isArray(data));
  const series = listed(option["series"]).filter(({ data }) => Array.isArray(data));
  const isPlain = series.every(({ data }) => !array(data).some((item) => Array.isArray(valueOf(item))));
  if (!axis || !series.length || !isPlain) return undefined;
  const categories = array(axis["data"]).map(valueOf);
  return sheet([
    [axis["name"] ? String(axis["name"]) : "", categories],
    ...series.map(({ name, data }, at): Column => [
      name === undefined ? `series ${at}` : String(name),
      categories.map((_, row) => valueOf(array(data)[row]) ?? null),
    ]),
  ]);
}

/** A row for each point, or for each link between points. */
function fromPoints(option: Part): Sheet {
  const rows = listed(option["series"]).flatMap(({ name, data, links, edges, nodes }, at) => {
    const own = array(links ?? edges);
    const points = own.length ? own.filter(isPart).map(linkOf) : array(data ?? nodes).flatMap(pointsOf);
    return points.map((row): Part => ({ series: name === undefined ? `series ${at}` : String(name), ...row }));
  });
  const names = [...new Set(rows.flatMap(Object.keys))];
  const shown = listed(option["series"]).length > 1 ? names : names.filter((name) => name !== "series");
  return sheet(shown.map((name) => [name, rows.map((row) => row[name] ?? null)]));
}

function linkOf({ source, target, value }: Part): Part {
  return { source, target, ...(value !== undefined && { value }) };
}

function pointsOf(item: unknown): Part[] {
  const { name, children } = isPart(item) ? item : {};
  const value = valueOf(item);
  const values = Array.isArray(value)
    ? Object.fromEntries(value.map((one, at) => [["x", "y"][at] ?? `value ${at}`, one]))
    : value !== undefined && { value };
  const row = { ...(name !== undefined && { name }), ...values };
  return [row, ...array(children).flatMap(pointsOf)].filter((one) => Object.keys(one).length);
}

type Column = readonly [name: string, values: readonly unknown[]];

function sheet(columns: readonly Column[]): Sheet {
  const rows = Math.max(0, ...columns.map(([, { length }]) => length));
  return {
    rows,
    columns: columns.map(
      ([name, values]): SheetColumn => ({ name, kind: kindOf(values), isIndex: false, values }),
    ),
  };
}

function kindOf(values: readonly unknown[]): Kind {
  return values.every((value) => value === null || typeof value === "number") ? "number" : "text";
}

function nameOf(dimension: unknown): string {
  return String(isPart(dimension) ? dimension["name"] : dimension);
}

function valueOf(item: unknown): unknown {
  return isPart(item) ? item["value"] : item;
}

function array(values: unknown): unknown[] {
  return Array.isArray(values) ? values : [];
}

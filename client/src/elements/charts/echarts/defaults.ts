/** What a chart is given that its option does not say. */
import type { Sheet } from "../../tabular/sheet";
import { baseOf, isPart, listed, mapped, type Option, type Part, partsOf } from "./option";
import { sheetIn } from "./sources";

const MANY_POINTS = 20_000;
const MANY_BARS = 2_000;
const MANY_SYMBOLS = 2_000;
const OWN_ADDRESS = /^(?:https?:|mailto:|[^:]*$|[^:]*[/?#])/i;

const ON_AXES = new Set("bar boxplot candlestick line pictorialBar".split(" "));

/** Says what is missing where ECharts itself would stumble. */
export function checkAxes(option: Option): void {
  const parts = partsOf(option);
  const isThere = (name: string) => parts.some((part) => listed(part[name]).length > 0);
  if (isThere("xAxis") && isThere("yAxis")) return;
  const lost = parts
    .flatMap((part) => listed(part["series"]))
    .find(({ type, coordinateSystem }) => ON_AXES.has(String(type)) && (coordinateSystem ?? "cartesian2d") === "cartesian2d");
  if (lost) throw new Error(`a series of the type "${String(lost["type"])}" needs an xAxis and a yAxis.`);
}

/** Whether something can be selected in a chart. */
export function isSelectable(part: Part): boolean {
  return (
    listed(part["brush"]).length > 0 ||
    listed(part["toolbox"]).some(({ feature }) => isPart(feature) && isPart(feature["brush"])) ||
    listed(part["series"]).some(({ selectedMode }) => Boolean(selectedMode))
  );
}

/** Series of many points are drawn so that the page stays usable. */
export function withLimits(part: Part, tables: readonly Sheet[]): Part {
  if (isSelectable(part) || !("series" in part)) return part;
  const hasAmounts = listed(part["visualMap"]).length > 0;
  const other = (series: Part): Part => {
    const count = countOf(series, part, tables);
    const { type, colorBy } = series;
    const isLarge = type === "scatter" ? count > MANY_POINTS : type === "bar" && count > MANY_BARS;
    if (isLarge && !hasAmounts && colorBy !== "data") return { large: true, ...series };
    if (type !== "line") return series;
    // The least and the greatest of what would be drawn at the same pixel: it looks the same.
    const thinned = count > MANY_POINTS ? { sampling: "minmax", ...series } : series;
    if (count <= MANY_SYMBOLS || !isOnNumbers(series, part)) return thinned;
    const trigger = listed(part["tooltip"])[0]?.["trigger"] ?? "item";
    const hasTooltips = listed(part["tooltip"]).length > 0 && trigger === "item";
    return hasTooltips && count <= MANY_POINTS ? thinned : { showSymbol: false, ...thinned };
  };
  return { ...part, series: mapped(part["series"], other) };
}

/** The number of points in a series, if each is no more than a value. */
function countOf(series: Part, part: Part, tables: readonly Sheet[]): number {
  const { data } = series;
  if (Array.isArray(data)) return data.some(isPart) ? 0 : data.length;
  const datasets = listed(part["dataset"]);
  const byName = datasets.find(({ id }) => id !== undefined && id === series["datasetId"]);
  const dataset = byName ?? datasets[Number(series["datasetIndex"] ?? 0)];
  const source = dataset?.["source"];
  const sheet = sheetIn(source, tables);
  if (sheet) return sheet.rows;
  if (Array.isArray(source)) return source.length;
  return isPart(source) ? Math.max(0, ...Object.values(source).map(lengthOf)) : 0;
}

function lengthOf(values: unknown): number {
  return Array.isArray(values) ? values.length : 0;
}

function isOnNumbers(series: Part, part: Part): boolean {
  const type = (name: string) =>
    listed(part[name])[Number(series[`${name}Index`] ?? 0)]?.["type"] ?? (name === "xAxis" ? "category" : "value");
  return type("xAxis") !== "category" && type("yAxis") !== "category";
}

/** What assistive software is told, and what holds for those who want nothing to move. */
export function withAccess(option: Option, alt: string, isStill: boolean): Option {
  const base = baseOf(option);
  const aria = isPart(base["aria"]) ? base["aria"] : {};
  const label = isPart(aria["label"]) ? aria["label"] : {};
  const made: Part = {
    ...base,
    aria: {
      enabled: true,
      ...aria,
      ...(alt && { enabled: true, label: { ...label, enabled: true, description: alt } }),
    },
    ...(isStill && { animation: false }),
  };
  return base === option ? made : { ...option, baseOption: made };
}

/** An arrow instead of a hand, where a click does nothing. */
export function withoutHands(part: Part): Part {
  if (!("series" in part)) return part;
  return { ...part, series: mapped(part["series"], (series) => ({ cursor: "default", ...series })) };
}

/** The option without links to code. */
export function withoutCode<T>(value: T): T {
  if (Array.isArray(value)) {
    if (!value.some((item) => typeof item === "object" && item !== null)) return value;
    const items = value.map(withoutCode);
    return items.some((item, at) => item !== value[at]) ? (items as T) : value;
  }
  if (!isPart(value)) return value;
  const entries = Object.entries(value).map(([name, item]): [string, unknown] => {
    const isLink = (name === "link" || name === "sublink") && typeof item === "string";
    return [name, isLink && !OWN_ADDRESS.test(item.trim()) ? "" : withoutCode(item)];
  });
  const isSame = entries.every(([name, item]) => item === (value as Part)[name]);
  return isSame ? value : (Object.fromEntries(entries) as T);
}

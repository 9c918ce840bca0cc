/** What is selected in a figure: as Plotly tells it, and as the script gets it. */
import { isPart, type Layout, type Part, type Trace } from "./figure";

export type Mode = "points" | "box" | "lasso";

export interface Selection {
  readonly points: readonly Part[];
  readonly point_indices: readonly number[];
  readonly box: readonly Part[];
  readonly lasso: readonly Part[];
}

export const NOTHING: Selection = { points: [], point_indices: [], box: [], lasso: [] };

export function isNothing(selection: Selection | undefined): boolean {
  return !selection || !(selection.points.length + selection.box.length + selection.lasso.length);
}

/** The selection in one of Plotly's events; undefined if it is none, or not in one of the modes. */
export function selectionOf(event: unknown, modes: readonly Mode[]): Selection | undefined {
  if (!isPart(event)) return undefined;
  const points = Array.isArray(event["points"]) ? event["points"].filter(isPart) : [];
  const areas = Array.isArray(event["selections"]) ? event["selections"].filter(isPart) : [];
  const box = areas.filter(({ type }) => type === "rect").map(boxOf);
  const lasso = areas.filter(({ type }) => type === "path").map(lassoOf);
  if (box.length && !modes.includes("box")) return undefined;
  if (lasso.length && !modes.includes("lasso")) return undefined;
  const indices = points.flatMap(({ pointIndex, pointIndices }) => [
    ...(typeof pointIndex === "number" ? [pointIndex] : []),
    ...(Array.isArray(pointIndices) ? (pointIndices as number[]) : []),
  ]);
  return { points: points.map(pointOf), point_indices: [...new Set(indices)], box, lasso };
}

/** What was clicked in a tree of areas, such as a treemap, where Plotly selects nothing itself. */
export function clickedPart(event: unknown): Selection | undefined {
  const [point] = isPart(event) && Array.isArray(event["points"]) ? event["points"] : [];
  if (!isPart(point) || point["id"] === undefined || point["parent"] === undefined) return undefined;
  const { data: _, fullData: __, bbox: ___, ...told } = point;
  const number = point["pointNumber"];
  const indices = typeof number === "number" ? [number] : [];
  return { ...NOTHING, points: [pointOf(told)], point_indices: indices };
}

const OWN = new Set(["data", "fullData", "xaxis", "yaxis", "bbox", "fullLayout", "subplot"]);

function pointOf(point: Part): Part {
  const told: Part = {};
  for (const [name, value] of Object.entries(point)) {
    if (!OWN.has(name) && value !== undefined) told[inSnakeCase(name)] = plain(value);
  }
  const group = isPart(point["data"]) && point["data"]["legendgroup"];
  if (group) told["legendgroup"] = group;
  return told;
}

/** `marker.size` and `pointNumber` as `marker_size` and `point_number`. */
function inSnakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/\W+/g, "_")
    .toLowerCase();
}

function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "number" && !Number.isFinite(value)) return null;
  return value instanceof Date ? value.toISOString() : value;
}

function boxOf({ xref, yref, x0, x1, y0, y1 }: Part): Part {
  return { xref, yref, x: [x0, x1], y: [y0, y1] };
}

function lassoOf({ xref, yref, path }: Part): Part {
  const corners = String(path ?? "").replace(/[MZ]/g, "").split("L").filter(Boolean);
  const at = (place: 0 | 1) => corners.map((corner) => number(corner.split(",")[place] ?? ""));
  return { xref, yref, x: at(0), y: at(1) };
}

/** A coordinate: of dates and categories, it is text. */
function number(text: string): number | string {
  const value = Number(text);
  return text === "" || Number.isNaN(value) ? text : value;
}

/** The traces and the layout with a selection that was made earlier, in another page. */
export function withSelection(
  data: readonly Trace[],
  layout: Layout,
  selection: Selection | undefined,
): { readonly data: Trace[]; readonly layout: Layout } {
  if (!selection || isNothing(selection)) return { data: [...data], layout };
  const areas = [
    ...selection.box.map(({ xref, yref, x, y }) => {
      const [[x0, x1], [y0, y1]] = [x, y] as [unknown[], unknown[]];
      return { type: "rect", xref, yref, x0, x1, y0, y1 };
    }),
    ...selection.lasso.map(({ xref, yref, x, y }) => {
      const [right, up] = [x, y] as [unknown[], unknown[]];
      const corners = right.map((value, index) => `${String(value)},${String(up[index])}`);
      return { type: "path", xref, yref, path: `M${corners.join("L")}Z` };
    }),
  ];
  const selected = data.map((trace, index) => {
    const own = selection.points.filter(({ curve_number }) => curve_number === index);
    return { ...trace, selectedpoints: own.flatMap(placesOf) };
  });
  return { data: selected, layout: areas.length ? { ...layout, selections: areas } : layout };
}

function placesOf({ point_index, point_indices }: Part): number[] {
  if (typeof point_index === "number") return [point_index];
  return Array.isArray(point_indices) ? (point_indices as number[]) : [];
}

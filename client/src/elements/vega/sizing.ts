/** Fits a specification to the room that the page has for it. */
import type { Size } from "../shared/size";
import { HEIGHT } from "./config";

// What an author wrote: any part may be missing, or of another type than it should have.
export type Spec = Record<string, any>;

export interface Room {
  /** Pixels; undefined where the chart's own counts. */
  readonly width: number | undefined;
  readonly height: number | undefined;
}

const SIDE_BY_SIDE = ["hconcat", "concat", "facet", "repeat"];
const CHANNELS_OF_FACETS = ["row", "column", "facet"];
const GAP = 20; // Pixels between views, as Vega-Lite has it.
const LEAST = 50;

/** Whether it is a single view, whose axes fit into a given size. */
export function isSingle(spec: Spec): boolean {
  return !isVega(spec) && !["vconcat", ...SIDE_BY_SIDE].some((name) => name in spec) && !hasFacets(spec);
}

/** Whether it is one of Vega, not of Vega-Lite. */
export function isVega({ $schema, marks }: Spec): boolean {
  return typeof $schema === "string" ? /\/vega\//.test($schema) : Array.isArray(marks);
}

function hasFacets({ encoding }: Spec): boolean {
  return CHANNELS_OF_FACETS.some((name) => encoding?.[name]);
}

/** The room that there is in a box. */
export function roomIn(box: HTMLElement, width: Size | undefined, height: Size | undefined): Room {
  const isFull = box.closest('[data-full="true"]') !== null;
  return {
    width: isFull || width !== "content" ? Math.floor(box.clientWidth) || undefined : undefined,
    height: isFull || height !== "content" ? Math.floor(box.clientHeight) || undefined : undefined,
  };
}

/**
 * The specification with widths and heights.
 *
 * Args:
 *     beside: The pixels that axes and legends were found to need beside the views.
 */
export function fitted(spec: Spec, room: Room, beside = 0): Spec {
  if (isSingle(spec)) return single(spec, room);
  return room.width === undefined ? spec : spread(spec, room.width, beside);
}

function single(spec: Spec, { width, height }: Room): Spec {
  const made: Spec = { autosize: { type: "fit", contains: "padding" }, ...spec };
  if (width !== undefined) made["width"] = width;
  if (height !== undefined) made["height"] = height;
  else made["height"] ??= ownHeight(spec);
  if (made["height"] === undefined) delete made["height"];
  return made;
}

/** The height of a chart whose author leaves it to us; undefined where each row has its own. */
export function ownHeight(spec: Spec): number | undefined {
  if (typeof spec["height"] === "number") return spec["height"];
  return spec["height"] === undefined && !hasRows(spec) ? HEIGHT : undefined;
}

function hasRows({ encoding, layer }: Spec): boolean {
  const type = encoding?.y?.type;
  if (encoding?.y && ["nominal", "ordinal"].includes(type)) return true;
  return Array.isArray(layer) && layer.some(hasRows);
}

/** Views below each other are as wide as the room, and those beside each other share it. */
function spread(spec: Spec, width: number, beside: number): Spec {
  if (isSingle(spec)) {
    return { ...spec, width: Math.max(LEAST, Math.floor(width - beside)) };
  }
  const { vconcat, hconcat, concat, columns } = spec;
  if (vconcat) {
    return { ...spec, vconcat: vconcat.map((view: Spec) => spread(view, width, beside)) };
  }
  const views: Spec[] | undefined = hconcat ?? concat;
  if (!views) return spec; // How many there are, the data decides.
  const count = hconcat ? views.length : Math.min(columns ?? views.length, views.length);
  const share = (width - GAP * (count - 1)) / count;
  const shared = views.map((view) => spread(view, share, beside / count));
  return { ...spec, [hconcat ? "hconcat" : "concat"]: shared };
}

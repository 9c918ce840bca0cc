/** The points of `st.map`, as WebGL takes them. */
import { ScatterplotLayer } from "./few_layers";
import type { Layer } from "@deck.gl/core";
import type { MapElement } from "../../protocol.gen";
import type { Sheet, SheetColumn } from "../tabular/sheet";
import type { Bounds } from "./outlines";
import { type Color, colorOf, mixed } from "./colours";

const LEAST_PIXELS = 3; // The smallest radius of a point.
const OPACITY = 160; // Of points in the colour of the theme, so that a crowd of them shows.

export interface Points {
  readonly rows: number;
  /** In the form that deck.gl takes without looking at each point. */
  readonly data: { readonly length: number; readonly attributes: object };
  /** Undefined without points. */
  readonly bounds: Bounds | undefined;
}

export function pointsOf(sheet: Sheet, element: MapElement): Points {
  const { rows, columns } = sheet;
  const column = (at: number) => (columns[at]?.values ?? []) as ArrayLike<number>;
  const [latitudes, longitudes] = [column(0), column(1)];
  const places = new Float64Array(2 * rows);
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let row = 0; row < rows; row += 1) {
    const latitude = latitudes[row] ?? 0;
    const longitude = longitudes[row] ?? 0;
    places[2 * row] = longitude;
    places[2 * row + 1] = latitude;
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return {
    rows,
    data: { length: rows, attributes: attributesOf(places, column, element, columns.length) },
    bounds: rows ? [west, south, east, north] : undefined,
  };
}

function attributesOf(
  places: Float64Array,
  column: (at: number) => ArrayLike<number>,
  element: MapElement,
  columns: number,
) {
  return {
    getPosition: { value: places, size: 2 },
    ...(element.has_sizes && { getRadius: { value: Float32Array.from(column(2)), size: 1 } }),
    ...(element.has_colors && {
      getFillColor: { value: bytesOf(column(columns - 1)), size: 4, normalized: true },
    }),
  };
}

export function layerOf(points: Points, element: MapElement, accent: string): Layer {
  const own: Color = element.color ? colorOf(element.color) : [...mixed(accent, accent, 0)];
  if (!element.color) own[3] = OPACITY;
  return new ScatterplotLayer({
    id: "points",
    data: points.data as never,
    getFillColor: own,
    getRadius: element.radius ?? 100,
    radiusMinPixels: LEAST_PIXELS,
    updateTriggers: { getFillColor: own, getRadius: element.radius },
  });
}

/** The table as people read it: colours as `#rrggbbaa`. */
export function readable(sheet: Sheet, element: MapElement): Sheet {
  if (!element.has_colors) return sheet;
  const last = sheet.columns.length - 1;
  const columns = sheet.columns.map((column, at): SheetColumn => {
    if (at !== last) return column;
    const values = Array.from(column.values, (value) => `#${hexOf(Number(value))}`);
    return { ...column, kind: "text", values };
  });
  return { ...sheet, columns };
}

function hexOf(number: number): string {
  return number.toString(16).padStart(8, "0");
}

function bytesOf(numbers: ArrayLike<number>): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * numbers.length));
  for (let at = 0; at < numbers.length; at += 1) bytes.setUint32(4 * at, numbers[at] ?? 0);
  return new Uint8Array(bytes.buffer);
}

/** The outlines of the countries as pieces, of which a map draws those that it shows. */
import type { Geometry, MultiLineString, Position } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

export type Countries = Topology<{ countries: GeometryCollection }>;

/** West, south, east, north. */
export type Bounds = readonly [number, number, number, number];

export interface Piece<T> {
  readonly shape: T;
  readonly bounds: Bounds;
}

export interface Outlines {
  readonly land: readonly Piece<Position[][]>[];
  readonly lines: readonly Piece<Position[]>[];
}

const MOST_LATITUDE = 85; // Beyond it, nothing is on a map in Mercator's projection.
const EDGE = 179.9; // The degrees at which the outlines are cut.
const LONGEST = 100; // Places of a piece of a line.

export function outlinesOf(topology: Countries): Outlines {
  const { features } = feature(topology, topology.objects.countries);
  const borders = mesh(topology, topology.objects.countries as never) as MultiLineString;
  const polygons = features.flatMap(({ geometry }) => polygonsOf(geometry));
  const lines = borders.coordinates.flatMap(withoutCuts).flatMap(inPieces);
  return {
    land: polygons.map((shape) => ({ shape, bounds: boundsOf(shape[0] ?? []) })),
    lines: lines.map((shape) => ({ shape, bounds: boundsOf(shape) })),
  };
}

/** The shapes that may be seen within these bounds, which may be beyond the 180th meridian. */
export function seenIn<T>(pieces: readonly Piece<T>[], bounds: Bounds): T[] {
  const [west, south, east, north] = bounds;
  const isSeen = ([left, bottom, right, top]: Bounds) =>
    top >= south &&
    bottom <= north &&
    [-360, 0, 360].some((turn) => right + turn >= west && left + turn <= east);
  return pieces.filter((piece) => isSeen(piece.bounds)).map(({ shape }) => shape);
}

function polygonsOf(geometry: Geometry): Position[][][] {
  if (geometry.type === "Polygon") return [geometry.coordinates.map(wholeRing)];
  if (geometry.type === "MultiPolygon") return geometry.coordinates.map((one) => one.map(wholeRing));
  return [];
}

/** A ring that may go around a pole: then it is closed along the edge of the map. */
function wholeRing(ring: Position[]): Position[] {
  const places = unbroken(ring);
  const [first, last] = [places[0]?.[0] ?? 0, places.at(-1)?.[0] ?? 0];
  if (Math.abs(last - first) < 180) return places;
  return [...places, [last, -MOST_LATITUDE], [first, -MOST_LATITUDE]];
}

/** The same line where it crosses the 180th meridian: degrees are counted on beyond it. */
function unbroken(line: Position[]): Position[] {
  let turn = 0;
  let before = line[0]?.[0] ?? 0;
  return line.map(([x = 0, y = 0]) => {
    if (x - before > 180) turn -= 360;
    if (x - before < -180) turn += 360;
    before = x;
    return [x + turn, Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, y))];
  });
}

/** A line without what is no coast: where a country was cut for the map, and around the pole. */
function withoutCuts(line: Position[]): Position[][] {
  const parts: Position[][] = [[]];
  let before: Position | undefined;
  for (const place of unbroken(line)) {
    const [x = 0, y = 0] = place;
    const isCut = Math.abs(x) > EDGE && before !== undefined && Math.abs(x - (before[0] ?? 0)) < 1e-6;
    if (isCut || y <= -MOST_LATITUDE) parts.push([]);
    if (y > -MOST_LATITUDE) parts.at(-1)?.push(place);
    before = place;
  }
  return parts.filter((part) => part.length > 1);
}

function inPieces(line: Position[]): Position[][] {
  const pieces: Position[][] = [];
  for (let at = 0; at < line.length - 1; at += LONGEST) {
    pieces.push(line.slice(at, at + LONGEST + 1)); // Each begins where the one before it ends.
  }
  return pieces;
}

function boundsOf(places: Position[]): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of places) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

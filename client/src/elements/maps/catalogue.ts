/**
 * The layers of deck.gl by the names that pydeck has for them, in three parts: the first comes with
 * each map of pydeck, the others when a map has such a layer.
 */
import {
  AmbientLight,
  COORDINATE_SYSTEM,
  DirectionalLight,
  FirstPersonView,
  _GlobeView as GlobeView,
  type Layer,
  LightingEffect,
  MapView,
  OrbitView,
  OrthographicView,
  PointLight,
  _SunLight as SunLight,
} from "@deck.gl/core";
import {
  ArcLayer,
  BitmapLayer,
  ColumnLayer,
  GeoJsonLayer,
  GridCellLayer,
  IconLayer,
  LineLayer,
  PathLayer,
  PointCloudLayer,
  PolygonLayer,
  ScatterplotLayer,
  SolidPolygonLayer,
  TextLayer,
} from "@deck.gl/layers";

/** A class of deck.gl, made with its props. */
export type Made = new (props: never) => Layer;
export type Classes = Readonly<Record<string, Made>>;

const OWN = {
  ArcLayer,
  BitmapLayer,
  ColumnLayer,
  GeoJsonLayer,
  GridCellLayer,
  IconLayer,
  LineLayer,
  PathLayer,
  PointCloudLayer,
  PolygonLayer,
  ScatterplotLayer,
  SolidPolygonLayer,
  TextLayer,
} as unknown as Classes;

const AGGREGATING = ["ContourLayer", "GridLayer", "HeatmapLayer", "HexagonLayer", "ScreenGridLayer"];
const GEOGRAPHIC = [
  "A5Layer",
  "GeohashLayer",
  "GreatCircleLayer",
  "H3ClusterLayer",
  "H3HexagonLayer",
  "MVTLayer",
  "QuadkeyLayer",
  "S2Layer",
  "ScenegraphLayer",
  "SimpleMeshLayer",
  "TerrainLayer",
  "Tile3DLayer",
  "TileLayer",
  "TripsLayer",
];
/** Older names, of versions of deck.gl that pydeck knows too. */
const OLDER: Readonly<Record<string, string>> = { CPUGridLayer: "GridLayer", GPUGridLayer: "GridLayer" };

export const LAYERS: readonly string[] = [...Object.keys(OWN), ...AGGREGATING, ...GEOGRAPHIC].sort();

export const OTHERS = {
  AmbientLight,
  DirectionalLight,
  FirstPersonView,
  GlobeView,
  _GlobeView: GlobeView,
  LightingEffect,
  MapView,
  OrbitView,
  OrthographicView,
  PointLight,
  SunLight,
  _SunLight: SunLight,
};

export const ENUMERATIONS = { COORDINATE_SYSTEM };

/**
 * The classes of layers with these names.
 *
 * Raises:
 *     Error: There is no such layer.
 */
export async function classesOf(names: readonly string[]): Promise<Classes> {
  const wanted = names.map((name) => OLDER[name] ?? name);
  const unknown = wanted.find((name) => !LAYERS.includes(name));
  if (unknown !== undefined) {
    throw new Error(`there is no layer ${JSON.stringify(unknown)}. There are ${LAYERS.join(", ")}.`);
  }
  const has = (group: readonly string[]) => wanted.some((name) => group.includes(name));
  const [aggregating, geographic] = await Promise.all([
    has(AGGREGATING) ? import("./aggregating") : undefined,
    has(GEOGRAPHIC) ? import("./geographic") : undefined,
  ]);
  const all = { ...OWN, ...aggregating?.classes, ...geographic?.classes } as Classes;
  const older = Object.entries(OLDER).map(([name, now]) => [name, all[now]]);
  return { ...all, ...Object.fromEntries(older.filter(([, found]) => found)) };
}

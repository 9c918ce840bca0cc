/**
 * The ground under maps of tiles: the outlines of the world's countries.
 *
 * Tiles come from other machines, which the page's policy does not allow. So a map whose style is
 * one of those by name is drawn on outlines that come with anew.
 */
import { isPart, type Figure, type Layout, type Part } from "./figure";

type Point = readonly [number, number];
type Arcs = readonly number[];

interface Shape {
  readonly type: string;
  readonly arcs?: readonly unknown[];
}

/** What is read of a file in TopoJSON. */
export interface Topology {
  readonly arcs: readonly (readonly Point[])[];
  readonly transform?: { readonly scale: Point; readonly translate: Point };
  readonly objects: { readonly countries: { readonly geometries: readonly Shape[] } };
}

/** Whether a figure has a map of tiles. */
export function hasTiles({ data }: Figure): boolean {
  return data.some(({ type }) => typeof type === "string" && /^(scatter|choropleth|density)map$/.test(type));
}

/** The figure, its maps of tiles on outlines instead. */
export function onOutlines(figure: Figure, world: Topology): Figure {
  const names = Object.keys(figure.layout).filter((name) => /^map\d*$/.test(name));
  const layout: Layout = { ...figure.layout };
  for (const name of new Set(["map", ...names])) {
    const map = isPart(layout[name]) ? layout[name] : {};
    if (map["style"] === "white-bg" || isPart(map["style"])) continue;
    layout[name] = { ...map, style: styleOf(figure, map["style"], world) };
  }
  return { ...figure, layout };
}

const styles = new Map<string, Part>(); // A style that is the same object is not drawn again.

function styleOf(figure: Figure, name: unknown, world: Topology): Part {
  const [sea, land, border] = coloursOf(figure, /dark|night/.test(String(name)));
  const key = [sea, land, border].join();
  const paint = (id: string, type: string, look: Part) => ({ id, type, source: "countries", paint: look });
  const style = styles.get(key) ?? {
    version: 8,
    sources: { countries: { type: "geojson", data: countriesOf(world) } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": sea } },
      paint("land", "fill", { "fill-color": land }),
      paint("borders", "line", { "line-color": border }),
    ],
  };
  styles.set(key, style);
  return style;
}

/** Of sea, land and borders: the page's, where the figure has its look. */
function coloursOf({ layout: { template } }: Figure, isDark: boolean): readonly [string, string, string] {
  const look = isPart(template) && isPart(template["layout"]) ? template["layout"]["geo"] : undefined;
  const { bgcolor, landcolor, countrycolor } = isPart(look) ? look : {};
  const [sea, land, border] = isDark ? ["#1a1d24", "#2b303a", "#4a5160"] : ["#e8edf3", "#fafafa", "#c3cad4"];
  return [String(bgcolor ?? sea), String(landcolor ?? land), String(countrycolor ?? border)] as const;
}

/** The countries of a TopoJSON file in GeoJSON. */
export function countriesOf({ arcs, transform, objects }: Topology): object {
  const { scale, translate } = transform ?? { scale: [1, 1], translate: [0, 0] };
  const lines = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([right, up]): Point => {
      [x, y] = transform ? [x + right, y + up] : [right, up];
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  const line = (index: number): readonly Point[] =>
    index < 0 ? (lines[~index] ?? []).toReversed() : (lines[index] ?? []);
  // Each piece begins where the one before it ends.
  const ring = (pieces: Arcs) => pieces.flatMap((index, at) => line(index).slice(at ? 1 : 0));
  const features = objects.countries.geometries.map(({ type, arcs: own = [] }) => ({
    type: "Feature",
    properties: {},
    geometry: {
      type,
      coordinates:
        type === "Polygon"
          ? (own as Arcs[]).map(ring)
          : (own as Arcs[][]).filter(({ length }) => length).map((polygon) => polygon.map(ring)),
    },
  }));
  return { type: "FeatureCollection", features };
}

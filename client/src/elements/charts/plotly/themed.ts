/** The page's look for figures of Plotly: as a template, which what the figure itself says overrides. */
import type { Looks } from "../looks";
import { isPart, type Figure, type Layout, type Part } from "./figure";

/** Colours that Plotly writes into figures whose author chose none. */
const CATEGORICAL = (
  "#636efa #ef553b #00cc96 #ab63fa #ffa15a #19d3f3 #ff6692 #b6e880 #ff97ff #fecb52"
).split(" ");
const SEQUENTIAL = (
  "#0d0887 #46039f #7201a8 #9c179e #bd3786 #d8576b #ed7953 #fb9f3a #fdca26 #f0f921"
).split(" ");
const DIVERGING = (
  "#8e0152 #c51b7d #de77ae #f1b6da #fde0ef #f7f7f7 #e6f5d0 #b8e186 #7fbc41 #4d9221 #276419"
).split(" ");
/** Pixels beside traces whose labels stand there. */
const SIDES = new Map([
  ["parcoords", 64],
  ["parcats", 64],
  ["scatterpolar", 56],
  ["scatterpolargl", 56],
  ["barpolar", 56],
  ["scattersmith", 56],
  ["scatterternary", 40],
  ["indicator", 24],
]);
const MOST_COLOURS = 500; // Longer lists are data.

/**
 * A figure in the page's look.
 *
 * Args:
 *     isStandard: Whether Plotly's own look was in the figure: then colours that it wrote into the
 *         traces become the page's.
 */
export function themed(figure: Figure, looks: Looks, isStandard: boolean): Figure {
  const template = figure.layout["template"];
  const given: Part = isPart(template) ? template : {};
  const layout = isPart(given["layout"]) ? given["layout"] : {};
  const isOurs = !isPart(template);
  const base = isOurs ? coloursOf(looks) : layout;
  const ours = merged(merged(base, layoutOf(looks)), { margin: marginOf(figure) });
  const shown = isStandard ? recoloured(figure, coloursBetween(looks)) : figure;
  return {
    ...shown,
    layout: {
      ...shown.layout,
      template: { ...given, ...(isOurs && { data: tracesOf(looks) }), layout: ours },
    },
  };
}

/** Pixels around the drawing; axes make room for themselves, but not all traces have some. */
function marginOf({ data, layout: { title } }: Figure): Part {
  const isTitled = isPart(title) && Boolean(title["text"]);
  const side = Math.max(0, ...data.map(({ type }) => SIDES.get(String(type)) ?? 0));
  return { t: isTitled ? 64 : 36, b: 40, l: side, r: side, pad: 8 };
}

function merged(base: Part, over: Part): Part {
  const result = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const before = result[name];
    result[name] = isPart(before) && isPart(value) ? merged(before, value) : value;
  }
  return result;
}

function coloursOf({ categorical, sequential, diverging }: Looks): Layout {
  const amounts = scale(sequential);
  return {
    colorway: categorical,
    colorscale: { sequential: amounts, sequentialminus: amounts, diverging: scale(diverging) },
    coloraxis: { colorscale: amounts },
  };
}

function layoutOf(looks: Looks): Layout {
  const { text, muted, border, background, letters, size } = looks;
  const small = { color: muted, size: Math.round(size * 0.8) };
  const medium = { color: muted, size: Math.round(size * 0.875) };
  const axis = {
    gridcolor: border,
    zerolinecolor: border,
    linecolor: border,
    tickcolor: border,
    tickfont: small,
    minor: { gridcolor: border },
    automargin: true,
  };
  const area = { gridcolor: border, linecolor: border, tickfont: small };
  const wall = { ...area, backgroundcolor: background, zerolinecolor: border, color: muted };
  return {
    font: { family: letters, color: muted, size: small.size },
    title: {
      font: { family: letters, color: text, size, weight: 600 },
      x: 0,
      xanchor: "left",
      pad: { l: 4 },
    },
    paper_bgcolor: background,
    plot_bgcolor: background,
    legend: {
      font: small,
      title: { font: small, side: "top" },
      valign: "top",
      bordercolor: "rgba(0,0,0,0)",
      borderwidth: 0,
    },
    xaxis: {
      ...axis,
      title: { font: medium, standoff: 16 },
      showgrid: false,
      zeroline: false,
      rangeselector: { bgcolor: background, bordercolor: border, borderwidth: 1, x: 0 },
    },
    yaxis: { ...axis, title: { font: medium, standoff: 20 }, ticklabelposition: "outside" },
    hoverlabel: {
      bgcolor: background,
      bordercolor: border,
      font: { family: letters, color: text, size: small.size },
    },
    coloraxis: {
      colorbar: {
        thickness: 16,
        len: 0.75,
        outlinewidth: 0,
        ticklabelposition: "outside",
        tickfont: small,
        title: { font: medium },
      },
    },
    polar: { bgcolor: background, angularaxis: area, radialaxis: area },
    ternary: { bgcolor: background, aaxis: area, baxis: area, caxis: area },
    scene: { xaxis: wall, yaxis: wall, zaxis: wall },
    geo: {
      bgcolor: background,
      landcolor: looks.surface,
      subunitcolor: border,
      countrycolor: border,
      coastlinecolor: border,
      lakecolor: background,
      framecolor: border,
      showlakes: true,
      showland: true,
    },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: muted, activecolor: looks.accent },
    newselection: { line: { color: text } },
    activeselection: { fillcolor: looks.accent, opacity: 0.1 },
  };
}

/** How traces look that have colours of their own. */
function tracesOf(looks: Looks): Part {
  const { categorical, text, muted, border, surface, background, sequential } = looks;
  const colour = (index: number) => categorical[index % (categorical.length || 1)] ?? text;
  const amounts = scale(sequential);
  const [rising, falling, total] = [{ color: colour(2) }, { color: colour(3) }, { color: colour(0) }];
  const bar = { thickness: 16, outlinewidth: 0 };
  const amount = [{ colorscale: amounts, colorbar: bar }];
  return {
    candlestick: [{ increasing: { line: rising }, decreasing: { line: falling } }],
    ohlc: [{ increasing: { line: rising }, decreasing: { line: falling } }],
    waterfall: [
      {
        increasing: { marker: rising },
        decreasing: { marker: falling },
        totals: { marker: total },
        connector: { line: { color: muted, width: 2 } },
      },
    ],
    contour: amount,
    contourcarpet: amount,
    heatmap: amount,
    histogram2d: amount,
    histogram2dcontour: amount,
    surface: amount,
    choropleth: amount,
    choroplethmap: amount,
    densitymap: amount,
    sankey: [{ textfont: { color: text }, link: { color: border } }],
    indicator: [{ gauge: { bar: { color: colour(0) }, bordercolor: border } }],
    table: [
      {
        header: { fill: { color: surface }, font: { color: text }, line: { color: border } },
        cells: { fill: { color: background }, font: { color: text }, line: { color: border } },
      },
    ],
  };
}

function scale(colours: readonly string[]): [number, string][] {
  return colours.map((colour, index) => [index / Math.max(1, colours.length - 1), colour]);
}

/** From Plotly's own colours to the page's. */
function coloursBetween({ categorical, sequential, diverging }: Looks): Map<string, string> {
  const pairs = (theirs: readonly string[], ours: readonly string[]) =>
    theirs.map((colour, index): [string, string] => {
      const place = Math.round((index * (ours.length - 1)) / (theirs.length - 1));
      return [colour, ours[place] ?? colour];
    });
  const inTurn = CATEGORICAL.map((colour, index): [string, string] => [
    colour,
    categorical[index % (categorical.length || 1)] ?? colour,
  ]);
  return new Map([...inTurn, ...pairs(SEQUENTIAL, sequential), ...pairs(DIVERGING, diverging)]);
}

/** The same with other colours; what has none of them is the same object. */
function recoloured<T>(part: T, colours: ReadonlyMap<string, string>): T {
  const other = (value: unknown): unknown => {
    if (typeof value === "string") return colours.get(value.toLowerCase()) ?? value;
    if (Array.isArray(value)) {
      if (value.length > MOST_COLOURS) return value;
      const items = value.map(other);
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    if (!isPart(value)) return value;
    const entries = Object.entries(value).map(([name, item]): [string, unknown] => [name, other(item)]);
    return entries.some(([name, item]) => item !== value[name]) ? Object.fromEntries(entries) : value;
  };
  return other(part) as T;
}

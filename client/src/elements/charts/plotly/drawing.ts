/** Draws figures, changes them in place, and tells what is selected in them. */
import type { Begin, Drawing } from "../use_drawing";
import { isPart, revisionOf, type Config, type Figure, type Part } from "./figure";
import { loadPlotly, type Graph, type Plot, type Plotly } from "./library";
import { renewedConfig } from "./older";
import { withOutlines } from "./outlines";
import {
  clickedPart,
  isNothing,
  type Mode,
  NOTHING,
  selectionOf,
  type Selection,
  withSelection,
} from "./selection";

export interface Wanted {
  readonly figure: Figure;
  readonly config: Config;
  readonly modes: readonly Mode[];
  /** What is selected now. */
  readonly selected: () => Selection | undefined;
  readonly report: (selection: Selection) => void;
}

export interface PlotlyDrawing extends Drawing<Wanted> {
  deselect(): void;
}

export const drawFigure: Begin<Wanted> = async (box, wanted): Promise<PlotlyDrawing> => {
  const place = document.createElement("div");
  place.className = "plotly-place";
  box.append(place);
  let [library, latest] = await ready(wanted);
  const begin = async (): Promise<void> => {
    const plot = plotOf(latest);
    const graph = await library.newPlot(place, {
      ...plot,
      ...withSelection(plot.data, plot.layout, latest.modes.length ? latest.selected() : undefined),
    });
    listen(graph, () => latest);
  };
  await begin();
  return {
    update: async (next) => {
      const [needed, other] = await ready(next);
      latest = other;
      if (needed === library) {
        await library.react(place, plotOf(latest));
      } else {
        library.purge(place);
        library = needed;
        await begin();
      }
    },
    resized: () => {
      if (place.clientWidth > 0 && place.clientHeight > 0) void library.Plots.resize(place);
    },
    deselect: () => void deselect(library, place, latest.figure),
    end: () => {
      library.purge(place);
      place.remove();
    },
  };
};

/** The library that draws a figure, and the figure with the maps that it needs. */
async function ready(wanted: Wanted): Promise<[Plotly, Wanted]> {
  const kinds = wanted.figure.data.map(({ type }) => (typeof type === "string" ? type : "scatter"));
  const [library, figure] = await Promise.all([loadPlotly(kinds), withOutlines(wanted.figure)]);
  return [library, { ...wanted, figure }];
}

function plotOf({ figure, config, modes }: Wanted): Plot {
  const { width: _, height: __, ...layout } = figure.layout;
  const drag = modes.length && { dragmode: modes[0] === "points" ? "pan" : dragOf(modes) };
  const hover = modes.length && { hovermode: "closest" };
  const click = modes.length && { clickmode: modes.includes("points") ? "event+select" : "none" };
  return {
    data: figure.data.map((trace) => ({ ...trace })), // Plotly writes into them.
    layout: {
      uirevision: revisionOf(figure),
      ...drag,
      ...hover,
      ...click,
      ...layout,
      autosize: true,
    },
    ...(figure.frames && { frames: figure.frames }),
    config: configOf(config, modes),
  };
}

function dragOf(modes: readonly Mode[]): string {
  return modes[0] === "box" ? "select" : "lasso";
}

function configOf(given: Config, modes: readonly Mode[]): Config {
  const config = renewedConfig(given);
  const removed = config["modeBarButtonsToRemove"];
  return {
    displaylogo: false,
    showSendToCloud: false,
    ...config,
    modeBarButtonsToRemove: [
      ...(Array.isArray(removed) ? removed : []),
      ...(modes.includes("box") ? [] : ["select2d"]),
      ...(modes.includes("lasso") ? [] : ["lasso2d"]),
      ...(config["showSendToCloud"] ? [] : ["sendChartToCloud"]),
    ],
  };
}

function listen(graph: Graph, latest: () => Wanted): void {
  graph.on("plotly_selected", (event) => {
    const { modes, report } = latest();
    const selection = modes.length ? selectionOf(event, modes) : undefined;
    if (selection) report(selection);
  });
  graph.on("plotly_click", (event) => {
    const selection = latest().modes.includes("points") ? clickedPart(event) : undefined;
    if (selection) latest().report(selection);
  });
  const forget = (): void => {
    if (latest().modes.length && !isNothing(latest().selected())) latest().report(NOTHING);
  };
  graph.on("plotly_deselect", forget);
  graph.on("plotly_doubleclick", forget);
}

async function deselect(library: Plotly, place: HTMLElement, { data }: Figure): Promise<void> {
  const own = data.map((trace: Part) => trace["selectedpoints"] ?? null);
  if (isPart((place as Graph & { layout?: unknown }).layout)) {
    await library.update(place, { selectedpoints: own }, { selections: [] });
  }
}

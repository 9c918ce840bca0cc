/**
 * Plotly, in two sizes: most figures need a third of it.
 *
 * The smaller one is announced with the component (`rareChunks` in `client/build.mjs`); the whole
 * one, which has WebGL, maps and the rarer kinds of traces, is loaded when a figure has such a trace.
 */
import { admitLibraries } from "../admitted";
import type { Config, Layout, Trace } from "./figure";

export interface Plot {
  readonly data: Trace[];
  readonly layout: Layout;
  readonly frames?: readonly unknown[];
  readonly config: Config;
}

/** The element that a figure is drawn in, as Plotly extends it. */
export interface Graph extends HTMLElement {
  on(event: string, listener: (event: unknown) => void): void;
}

/** What is used of Plotly. */
export interface Plotly {
  newPlot(box: HTMLElement, plot: Plot): Promise<Graph>;
  react(box: HTMLElement, plot: Plot): Promise<Graph>;
  update(box: HTMLElement, data: object, layout: object): Promise<Graph>;
  purge(box: HTMLElement): void;
  readonly Plots: { resize(box: HTMLElement): Promise<void> };
}

const MOST = new Set(
  (
    "scatter bar box contour heatmap histogram histogram2d histogram2dcontour image pie " +
    "scatterternary violin"
  ).split(" "),
);

let most: Promise<Plotly> | undefined;
let whole: Promise<Plotly> | undefined;

/** The Plotly that draws traces of these kinds; the whole one, once a page has it. */
export async function loadPlotly(kinds: readonly string[]): Promise<Plotly> {
  admitLibraries();
  const isWhole = whole || !kinds.every((kind) => MOST.has(kind));
  try {
    if (isWhole) return await (whole ??= import("./whole").then((found) => found.default));
    return await (most ??= import("./most").then((found) => found.default));
  } catch (error) {
    [most, whole] = [undefined, undefined]; // The next chart asks again.
    throw error;
  }
}

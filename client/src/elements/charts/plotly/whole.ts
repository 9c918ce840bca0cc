/** Plotly with all its traces, in the build that needs no `eval`. */
// @ts-expect-error: `client/libraries.mjs` makes it a file.
import worker from "plotly:map";
// @ts-expect-error: it comes without types; `library.ts` has those of what is used.
import Plotly from "plotly.js-strict-dist-min";
import type { Plotly as Library } from "./library";

(globalThis as { plotlyMapWorker?: string }).plotlyMapWorker = new URL(worker, import.meta.url).href;

export default Plotly as Library;

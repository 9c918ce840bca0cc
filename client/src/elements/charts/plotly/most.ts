// announced
/** Plotly with the traces that most figures have. */
// @ts-expect-error: it comes without types; `library.ts` has those of what is used.
import Plotly from "plotly.js-cartesian-dist-min";
import type { Plotly as Library } from "./library";

export default Plotly as Library;

/**
 * The layers that `st.map` draws, by their own files: imported from the package, which also has those
 * that only maps of pydeck need, they would come with all of these.
 */
export { default as LineLayer } from "../../../node_modules/@deck.gl/layers/dist.webgl-only/line-layer/line-layer.js";
export { default as ScatterplotLayer } from "../../../node_modules/@deck.gl/layers/dist.webgl-only/scatterplot-layer/scatterplot-layer.js";
export { default as SolidPolygonLayer } from "../../../node_modules/@deck.gl/layers/dist.webgl-only/solid-polygon-layer/solid-polygon-layer.js";

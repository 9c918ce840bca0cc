/** The types of the files of MapLibre that are for pages with a policy. */
declare module "maplibre-gl/dist/maplibre-gl-csp.js" {
  const library: typeof import("maplibre-gl");
  export default library;
}
declare module "maplibre-gl/dist/maplibre-gl-csp-worker.js";

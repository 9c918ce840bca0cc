/** The types of single files of deck.gl (few_layers.ts, raster_tiles.ts). */
declare module "*/bitmap-layer/bitmap-layer.js" {
  export { BitmapLayer as default } from "@deck.gl/layers";
}
declare module "*/line-layer/line-layer.js" {
  export { LineLayer as default } from "@deck.gl/layers";
}
declare module "*/scatterplot-layer/scatterplot-layer.js" {
  export { ScatterplotLayer as default } from "@deck.gl/layers";
}
declare module "*/solid-polygon-layer/solid-polygon-layer.js" {
  export { SolidPolygonLayer as default } from "@deck.gl/layers";
}
declare module "*/tile-layer/tile-layer.js" {
  export { TileLayer as default } from "@deck.gl/geo-layers";
}

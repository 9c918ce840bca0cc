/**
 * What draws tiles, by its own files: imported from their packages, it would come with all other
 * layers of geographic systems.
 */
import BitmapLayer from "../../../node_modules/@deck.gl/layers/dist.webgl-only/bitmap-layer/bitmap-layer.js";
import TileLayer from "../../../node_modules/@deck.gl/geo-layers/dist.webgl-only/tile-layer/tile-layer.js";
import type { Layer } from "@deck.gl/core";
import type { MapTiles } from "./use_tiles";

const SIDE = 256; // Pixels of the page. Pictures of twice as many are sharper, not larger.
const WHOLE = [-180, -85.0511, 180, 85.0511]; // So that the first tile is there on a smaller map, too.

/** The address, number and place of a tile, as deck.gl tells them. */
interface Tile {
  readonly url?: string | null;
  readonly signal?: AbortSignal;
}

interface Placed {
  readonly boundingBox: readonly [readonly number[], readonly number[]];
}

export function layerOf({ address, max_zoom }: MapTiles): Layer {
  return new TileLayer<ImageBitmap | null>({
    id: "tiles",
    data: address,
    tileSize: SIDE,
    maxZoom: max_zoom,
    extent: WHOLE,
    getTileData: pictureOf as never,
    onTileError: () => {}, // The browser has said so, and the outlines are there.
    // Outlines that reach into the next copy of the world must not be drawn over its tiles.
    parameters: { depthWriteEnabled: true },
    renderSubLayers: ({ data, tile, ...props }) => {
      if (!data) return null;
      const [[west = 0, south = 0], [east = 0, north = 0]] = (tile as unknown as Placed).boundingBox;
      return new BitmapLayer(props as object, { image: data, bounds: [west, south, east, north] });
    },
  }) as never;
}

async function pictureOf({ url, signal }: Tile): Promise<ImageBitmap> {
  // The host learns the origin of the app as with any such request, but not which page.
  const response = await fetch(url ?? "", { signal: signal ?? null, referrerPolicy: "strict-origin" });
  if (!response.ok) throw new Error(`The server of the tiles answered ${response.status}.`);
  return createImageBitmap(await response.blob(), { premultiplyAlpha: "none" });
}

/** The tiles that a map is drawn on, over the outlines, which are there where no tile is. */
import type { Layer } from "@deck.gl/core";
import type { MapTiles } from "./use_tiles";

type Library = typeof import("./raster_tiles");

export class BaseTiles {
  #library: Library | undefined;
  #isWanted = false;
  #drawn: { readonly tiles: MapTiles; readonly layers: Layer[] } | undefined;

  /** `refresh` is called when they can be drawn. */
  constructor(readonly refresh: () => void) {}

  /** None as long as what draws them is being fetched. */
  layers(tiles: MapTiles | undefined): Layer[] {
    if (!tiles) return [];
    const library = this.#library;
    if (!library) {
      this.#want();
      return [];
    }
    // deck.gl leaves alone what it is given again.
    if (this.#drawn?.tiles !== tiles) {
      this.#drawn = { tiles, layers: [library.layerOf(tiles)] };
    }
    return this.#drawn.layers;
  }

  #want(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    import("./raster_tiles").then((library) => {
      this.#library = library;
      this.refresh();
    }, console.error);
  }
}

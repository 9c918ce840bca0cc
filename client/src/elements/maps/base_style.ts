/** The vector style that a map is drawn on, in place of the outlines, once it is there. */
import type { Camera } from "./deck_map";
import type { Style, StyledMap } from "./styled_map";

export interface MapStyle {
  readonly style: Style;
  readonly href: (path: string) => string;
}

export class BaseStyle {
  #map: StyledMap | undefined;
  #wanted: MapStyle | undefined;
  #isLoading = false;
  #isOver = false;
  #camera: Camera = {};

  /** `refresh` is called when there is something to see. */
  constructor(
    readonly place: HTMLElement,
    readonly refresh: () => void,
  ) {}

  show(wanted: MapStyle | undefined, camera: Camera): void {
    this.#wanted = wanted;
    this.moveTo(camera);
    this.place.hidden = !wanted;
    if (!wanted) return;
    if (this.#map) this.#map.restyle(wanted.style);
    else void this.#begin();
  }

  async #begin(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      const { StyledMap } = await import("./styled_map");
      const wanted = this.#wanted;
      if (!wanted || this.#isOver) return;
      this.#map = new StyledMap(this.place, wanted.style, this.#camera, wanted.href, this.refresh);
    } catch (error) {
      console.error(error); // The outlines stay.
    } finally {
      this.#isLoading = false;
    }
  }

  moveTo(camera: Camera): void {
    this.#camera = camera;
    if (this.#wanted) this.#map?.moveTo(camera);
  }

  /** What is to be seen; undefined as long as there is nothing. */
  get shown(): StyledMap | undefined {
    return this.#wanted && this.#map?.isThere ? this.#map : undefined;
  }

  end(): void {
    this.#isOver = true;
    this.#map?.end();
  }
}

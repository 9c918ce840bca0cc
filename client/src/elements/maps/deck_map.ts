/**
 * One drawing of deck.gl in a box: its canvas and camera, buttons to zoom, and what it owes to
 * whom. The libraries that draw know nothing of the page; this is where they meet.
 */
import { Deck, type Layer, MapView, type PickingInfo, type View, WebMercatorViewport } from "@deck.gl/core";
import type { Looks } from "../charts/looks";
import { BaseMap, coloursOf, type MapColours } from "./base_map";
import { BaseStyle, type MapStyle } from "./base_style";
import { BaseTiles } from "./base_tiles";
import { cssOf } from "./colours";
import { controlsOf, creditsOf, written } from "./controls";
import type { Bounds } from "./outlines";
import type { MapTiles } from "./use_tiles";

const PADDING = 40; // Pixels around what is to be seen, at most.
const CLOSEST = 12; // The zoom for a single place: about a city.
const REACH = 16; // Pixels around the middle in which Enter finds an object.
const SLOWLY = 250; // Milliseconds of a step of the zoom.

const OUTLINES = "Natural Earth"; // Whom they are owed to.

const WHOLE: Bounds = [-180, -90, 180, 90];

export const WORLD: Camera = { longitude: 0, latitude: 20, zoom: 0.5 };

/** What deck.gl calls a view state; of a globe, or of what is no map, it has other names. */
export interface Camera {
  readonly longitude?: number;
  readonly latitude?: number;
  readonly zoom?: number;
  readonly [name: string]: unknown;
}

export interface Options {
  readonly camera: Camera;
  readonly views?: View | View[];
  /** Told to screen readers. */
  readonly label: string;
  /** Called with what is at the middle of the map when Enter is pressed. */
  readonly onEnter?: (picked: PickingInfo) => void;
  /** What else deck.gl takes. */
  readonly props?: object;
}

/** What is drawn. */
export interface Scene {
  readonly looks: Looks;
  readonly layers: Layer[];
  /** How the base map is drawn; undefined for none. */
  readonly projection: "flat" | "globe" | undefined;
  /** What a flat base map has over its outlines. */
  readonly tiles: MapTiles | undefined;
  /** What a flat base map is drawn in instead. */
  readonly style: MapStyle | undefined;
}

export class DeckMap {
  /** Whether the user has moved the map. */
  isMoved = false;
  camera: Camera;
  readonly deck: Deck<View | View[]>;
  readonly #canvas = document.createElement("canvas");
  readonly #wrapper = document.createElement("div");
  readonly #credits = creditsOf();
  readonly #base = new BaseMap(() => this.draw());
  readonly #tiles = new BaseTiles(() => this.draw());
  readonly #style: BaseStyle;
  #scene: Scene | undefined;
  #colours: MapColours | undefined;
  #moves = 0;
  #isAwaited = false;
  #isOver = false;

  /** Begins a drawing; resolves when it can draw, and rejects where there is no WebGL. */
  static async begin(box: HTMLElement, options: Options): Promise<DeckMap> {
    refuseWithoutWebGl();
    const map = new DeckMap(box, options);
    await map.#isReady;
    return map;
  }

  readonly #isReady: Promise<void>;

  private constructor(box: HTMLElement, { camera, views, label, props, onEnter }: Options) {
    this.camera = camera;
    // These two names are known to tests and styles that were written for Streamlit.
    this.#wrapper.id = "deckgl-wrapper";
    this.#canvas.id = "deckgl-overlay";
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute("aria-label", label);
    const place = document.createElement("div");
    place.id = "view-default-view";
    const below = document.createElement("div");
    below.className = "map-style";
    place.append(below);
    this.#style = new BaseStyle(below, () => this.draw());
    this.#wrapper.append(place, this.#canvas, controlsOf((step) => this.zoomBy(step)), this.#credits);
    if (onEnter) this.#listen(onEnter);
    box.append(this.#wrapper);
    let ready: () => void;
    let failed: (error: unknown) => void;
    this.#isReady = new Promise((resolve, reject) => {
      ready = resolve;
      failed = reject;
    });
    this.deck = new Deck({
      ...props,
      canvas: this.#canvas,
      width: "100%",
      height: "100%",
      views: views ?? new MapView({ id: "default-view", repeat: true }),
      controller: true,
      initialViewState: camera as never,
      onLoad: () => ready(),
      onError: (error) => failed(error),
      onViewStateChange: ({ viewState }) => {
        this.camera = { ...(viewState as Camera) };
        this.isMoved = true;
        this.#style.moveTo(this.camera); // At once, so that both are drawn in one frame.
        this.#drawSoon();
      },
    });
  }

  show(scene: Scene): void {
    if (!this.#colours || scene.looks !== this.#scene?.looks) this.#colours = coloursOf(scene.looks);
    this.#scene = scene;
    this.draw();
  }

  draw(): void {
    if (!this.#scene || !this.#colours || this.#isOver) return;
    const { layers, projection } = this.#scene;
    this.#style.show(projection === "flat" ? this.#scene.style : undefined, this.camera);
    const styled = this.#style.shown;
    const tiles = styled ? undefined : this.#tilesShown;
    const colours = this.#colours;
    this.#wrapper.style.background = projection === "flat" ? cssOf(colours.water) : "";
    this.#wrapper.dataset["camera"] = this.#place; // For tests, of authors too.
    this.#wrapper.dataset["projection"] = projection ?? "none";
    this.#credits.textContent = styled ? styled.credits : tiles ? tiles.attribution ?? "" : OUTLINES;
    this.#wrapper.dataset["base"] = styled ? "style" : tiles ? "tiles" : "outlines";
    const isGlobe = projection === "globe";
    const seen = isGlobe ? WHOLE : this.bounds;
    const hasOutlines = projection && !styled;
    const base = hasOutlines ? this.#base.layers(this.camera.zoom ?? 0, seen, colours, isGlobe) : [];
    this.deck.setProps({ layers: [...base, ...this.#tiles.layers(tiles), ...layers] });
  }

  /** Draws once, however often it is called within a frame: the user is moving the map. */
  #drawSoon(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    requestAnimationFrame(() => {
      this.#isAwaited = false;
      this.draw();
    });
  }

  /** Sets the camera, as the author wants it. */
  moveTo(camera: Camera, duration = 0): void {
    this.camera = { ...this.camera, ...camera };
    if (!duration) this.#style.moveTo(this.camera);
    this.#moves += 1; // Otherwise the same place twice would not be another one.
    const transition = duration && !isStill() ? { transitionDuration: duration } : {};
    this.deck.setProps({
      initialViewState: { ...this.camera, ...transition, move: this.#moves } as never,
    });
    this.draw();
  }

  zoomBy(step: number): void {
    this.isMoved = true;
    this.moveTo({ zoom: (this.camera.zoom ?? 0) + step }, SLOWLY);
  }

  /** The camera from which these places can be seen. */
  cameraFor(bounds: Bounds): Camera {
    return cameraFor(bounds, this.#wrapper);
  }

  /** What can be seen now. */
  get bounds(): Bounds {
    const { clientWidth, clientHeight } = this.#wrapper;
    const { longitude = 0, latitude = 0, zoom = 0, pitch = 0, bearing = 0 } = this.camera;
    const place = { longitude, latitude, zoom, pitch: Number(pitch), bearing: Number(bearing) };
    const seen = { width: clientWidth || 1, height: clientHeight || 1, ...place };
    return new WebMercatorViewport(seen).getBounds();
  }

  /** With the keyboard, what has been moved to the middle is picked. */
  #listen(onEnter: (picked: PickingInfo) => void): void {
    this.#wrapper.dataset["picks"] = "";
    this.#canvas.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const [x, y] = [this.#canvas.clientWidth / 2, this.#canvas.clientHeight / 2];
      const picked = this.deck.pickObject({ x, y, radius: REACH });
      if (picked) onEnter(picked);
    });
  }

  /** On a globe they would not lie as close as the outlines. */
  get #tilesShown(): MapTiles | undefined {
    return this.#scene?.projection === "flat" ? this.#scene.tiles : undefined;
  }

  /** Longitude, latitude and zoom, as text. */
  get #place(): string {
    const { longitude, latitude, zoom } = this.camera;
    return [longitude, latitude, zoom].map((part) => Number(part ?? 0).toFixed(3)).join(" ");
  }

  /** What is drawn, as a picture. */
  async picture(): Promise<Blob | undefined> {
    const canvas = document.createElement("canvas");
    canvas.width = this.#canvas.width;
    canvas.height = this.#canvas.height;
    const context = canvas.getContext("2d");
    if (!context) return undefined;
    context.fillStyle = this.#wrapper.style.background || this.#scene?.looks.background || "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    this.#style.shown?.paint(context);
    this.deck.redraw("picture"); // What WebGL has drawn is gone after each frame.
    context.drawImage(this.#canvas, 0, 0);
    if (this.#style.shown || this.#tilesShown) written(this.#credits, context);
    return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined)));
  }

  end(): void {
    this.#isOver = true;
    this.#style.end();
    const context = this.#canvas.getContext("webgl2");
    this.deck.finalize();
    context?.getExtension("WEBGL_lose_context")?.loseContext(); // A page may have only so many.
    this.#wrapper.remove();
  }
}

/** The camera from which these places can be seen in a box. */
export function cameraFor([west, south, east, north]: Bounds, box: HTMLElement): Camera {
  const width = box.clientWidth || 1;
  const height = box.clientHeight || 1;
  const padding = Math.min(PADDING, width / 8, height / 8);
  const corners: [[number, number], [number, number]] = [
    [west, Math.max(-85, south)],
    [east, Math.min(85, north)],
  ];
  const { longitude, latitude, zoom } = new WebMercatorViewport({ width, height }).fitBounds(
    corners,
    { padding, maxZoom: CLOSEST },
  );
  return { longitude, latitude, zoom: Math.max(zoom, -1), minZoom: -1 };
}

function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function refuseWithoutWebGl(): void {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  if (!context) {
    throw new Error("this browser has no WebGL, which maps are drawn with. Here is the data:");
  }
}

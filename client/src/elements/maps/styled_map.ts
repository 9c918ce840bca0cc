/**
 * A map of vector tiles in MapLibre's style, which lies below what deck.gl draws, and follows its camera.
 *
 * The page itself fetches all that a style names, so its policy says from where; MapLibre's worker,
 * which reads the tiles, has a policy that lets it fetch nothing.
 */
import type { Map as LibreMap, RequestParameters, StyleSpecification } from "maplibre-gl";
import maplibre from "maplibre-gl/dist/maplibre-gl-csp.js";
import { trusted } from "../../trusted";
import type { Html } from "../../protocol.gen";
import { admitLibraries } from "../charts/admitted";
import type { Camera } from "./deck_map";
import script from "./style_worker?worker";

export type Style = string | object;

const PAGE = "page-"; // Before an address, so that the page fetches it.
const SCHEMES = ["http", "https"];
const STEEPEST = 85; // Degrees.

let isReady = false;

function getReady(): void {
  if (isReady) return;
  isReady = true;
  admitLibraries(); // They let the page start its own workers.
  maplibre.setWorkerUrl(new URL(script, import.meta.url).href);
  for (const scheme of SCHEMES) maplibre.addProtocol(PAGE + scheme, fetched);
}

async function fetched({ url, type }: RequestParameters, { signal }: AbortController) {
  // The host learns the origin of the app as with any such request, but not which page.
  const init = { signal, referrerPolicy: "strict-origin" } as const;
  const response = await fetch(url.slice(PAGE.length), init);
  if (!response.ok) throw new Error(`${url.slice(PAGE.length)}: the server answered ${response.status}.`);
  if (type === "json") return { data: await response.json() };
  return { data: await (type === "string" ? response.text() : response.arrayBuffer()) };
}

export class StyledMap {
  readonly #map: LibreMap;
  #shown: string;
  /** Whether there is something to see. */
  isThere = false;

  /** `refresh` is called when there is more to say of it. */
  constructor(
    readonly place: HTMLElement,
    style: Style,
    camera: Camera,
    href: (path: string) => string,
    refresh: () => void,
  ) {
    getReady();
    this.#shown = JSON.stringify(style);
    this.#map = new maplibre.Map({
      container: place,
      style: style as StyleSpecification,
      interactive: false,
      attributionControl: false,
      maxPitch: STEEPEST,
      fadeDuration: 0,
      ...placeOf(camera),
      // Relative addresses are below the app's own.
      transformRequest: (url) => ({ url: PAGE + new URL(wholeAddress(url, href), document.baseURI).href }),
    });
    const seen = () => {
      this.isThere = true;
      refresh();
    };
    this.#map.on("style.load", seen);
    this.#map.on("sourcedata", ({ sourceDataType }) => sourceDataType === "metadata" && seen());
    this.#map.on("error", ({ error }) => console.error(`The map's style: ${error.message}`));
    place.querySelector("canvas")?.removeAttribute("tabindex");
    place.setAttribute("aria-hidden", "true"); // What is to be read is said of deck.gl's canvas.
  }

  restyle(style: Style): void {
    const wanted = JSON.stringify(style);
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    this.#map.setStyle(style as StyleSpecification);
  }

  moveTo(camera: Camera): void {
    this.#map.jumpTo(placeOf(camera));
  }

  /** Whom the map is owed to, as text. */
  get credits(): string {
    const names = Object.keys(this.isThere ? (this.#map.getStyle()?.sources ?? {}) : {});
    const owed = names.map((name) => this.#map.getSource(name)?.attribution ?? "");
    return [...new Set(owed.map(plain).filter(Boolean))].join(" ");
  }

  /** Draws what is to be seen into a picture. */
  paint(context: CanvasRenderingContext2D): void {
    this.#map.redraw(); // What WebGL has drawn is gone after each frame.
    const { width, height } = context.canvas;
    context.drawImage(this.#map.getCanvas(), 0, 0, width, height);
  }

  end(): void {
    this.#map.remove();
  }
}

function placeOf({ longitude = 0, latitude = 0, zoom = 0, pitch = 0, bearing = 0 }: Camera) {
  const center: [number, number] = [longitude, latitude];
  return { center, zoom, pitch: Number(pitch), bearing: Number(bearing) };
}

function wholeAddress(address: string, href: (path: string) => string): string {
  return /^([a-z]+:)?\//i.test(address) ? address : href(`/${address}`);
}

/** The text of HTML, of which nothing is loaded or run. */
function plain(html: string): string {
  const read = new DOMParser().parseFromString(trusted(html as Html), "text/html");
  return read.body.textContent?.trim() ?? "";
}

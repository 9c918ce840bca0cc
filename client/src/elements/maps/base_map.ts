/**
 * The outlines of the countries, which every map can be drawn on without another server.
 *
 * They are files of their own (Natural Earth, public domain), fetched when a page first has a map;
 * those with more detail only when a map is close enough to show it.
 */
import { LineLayer, SolidPolygonLayer } from "./few_layers";
import type { Layer } from "@deck.gl/core";
import type { Position } from "geojson";
import coarseFile from "world-atlas/countries-110m.json?url";
import fineFile from "world-atlas/countries-50m.json?url";
import type { Looks } from "../charts/looks";
import { type Color, mixed } from "./colours";
import { type Bounds, type Countries, type Outlines, outlinesOf, seenIn } from "./outlines";

const FINE_FROM = 2.5; // The zoom from which the coarse outlines look like a child's drawing.

const fetched = new Map<string, Promise<Outlines>>();

export interface MapColours {
  readonly water: Color;
  readonly land: Color;
  readonly line: Color;
}

export function coloursOf({ background, text, accent, isDark }: Looks): MapColours {
  return {
    water: mixed(mixed(background, accent, 0.06), text, isDark ? 0.02 : 0.05),
    land: isDark ? mixed(background, text, 0.13) : mixed(background, text, 0.005),
    line: mixed(background, text, isDark ? 0.32 : 0.24),
  };
}

/** Parts of lines, in the form that deck.gl takes without looking at each. */
interface Segments {
  readonly length: number;
  readonly attributes: {
    readonly [name: string]: { readonly value: Float64Array; readonly size: 2 };
  };
}

interface Part {
  readonly outlines: Outlines;
  readonly around: Bounds;
  readonly land: Position[][][];
  readonly borders: Segments;
}

/** The outlines around what a map shows, once they are there. */
export class BaseMap {
  #outlines: Outlines | undefined;
  #wanted = "";
  #part: Part | undefined;
  #drawn: { readonly part: Part; readonly colours: MapColours; readonly layers: Layer[] } | undefined;

  /** `refresh` is called when there is more to draw. */
  constructor(readonly refresh: () => void) {}

  /** The layers of the base map: none as long as it is being fetched. */
  layers(zoom: number, seen: Bounds, colours: MapColours, isGlobe: boolean): Layer[] {
    this.#want(zoom >= FINE_FROM || this.#wanted === fineFile ? fineFile : coarseFile);
    const part = this.#partAround(seen);
    if (!part) return [];
    // deck.gl leaves alone what it is given again.
    if (this.#drawn?.part !== part || this.#drawn.colours !== colours) {
      this.#drawn = { part, colours, layers: layersOf(part, colours, isGlobe) };
    }
    return this.#drawn.layers;
  }
  #want(file: string): void {
    if (file === this.#wanted) return;
    this.#wanted = file;
    outlinesIn(file).then((outlines) => {
      if (file !== this.#wanted) return;
      this.#outlines = outlines;
      this.refresh();
    }, console.error);
  }

  /** What is within these bounds and around them: the same object as long as that is enough. */
  #partAround(seen: Bounds): Part | undefined {
    const outlines = this.#outlines;
    if (!outlines) return undefined;
    const last = this.#part;
    if (last?.outlines === outlines && isAmple(last.around, seen)) return last;
    const around = widened(seen);
    this.#part = {
      outlines,
      around,
      land: seenIn(outlines.land, around),
      borders: segmentsOf(seenIn(outlines.lines, around)),
    };
    return this.#part;
  }
}

const OCEAN = [[-180, 90], [0, 90], [180, 90], [180, -90], [0, -90], [-180, -90]];

function layersOf(part: Part, colours: MapColours, isGlobe: boolean): Layer[] {
  const ocean = new SolidPolygonLayer({
    id: "ocean",
    data: [OCEAN],
    getPolygon: (polygon) => polygon as never,
    getFillColor: colours.water,
    updateTriggers: { getFillColor: colours.water },
    parameters: { depthWriteEnabled: true, cullMode: "back" },
  });
  return [
    ...(isGlobe ? [ocean] : []),
    new SolidPolygonLayer({
      id: "countries",
      data: part.land,
      getPolygon: (polygon: Position[][]) => polygon as never,
      getFillColor: colours.land,
      updateTriggers: { getFillColor: colours.land },
      parameters: { depthWriteEnabled: false },
    }),
    // Not paths: what joins their parts is nothing to see in a line of one pixel, and slow to draw.
    new LineLayer({
      id: "borders",
      data: part.borders,
      getColor: colours.line,
      getWidth: 1,
      widthUnits: "pixels",
      updateTriggers: { getColor: colours.line },
      parameters: { depthWriteEnabled: false },
    }),
  ];
}

function segmentsOf(lines: readonly Position[][]): Segments {
  const from: number[] = [];
  const to: number[] = [];
  for (const line of lines) {
    for (let at = 1; at < line.length; at += 1) {
      const [before, place] = [line[at - 1], line[at]];
      from.push(before?.[0] ?? 0, before?.[1] ?? 0);
      to.push(place?.[0] ?? 0, place?.[1] ?? 0);
    }
  }
  return {
    length: from.length / 2,
    attributes: {
      getSourcePosition: { value: Float64Array.from(from), size: 2 },
      getTargetPosition: { value: Float64Array.from(to), size: 2 },
    },
  };
}

/** Whether it holds what is seen, and not far more than that. */
function isAmple([west, south, east, north]: Bounds, seen: Bounds): boolean {
  const [left, bottom, right, top] = seen;
  const isWithin = left >= west && right <= east && bottom >= south && top <= north;
  return isWithin && east - west <= 12 * (right - left);
}

/** Three times as wide and high. */
function widened([west, south, east, north]: Bounds): Bounds {
  const [width, height] = [east - west, north - south];
  return [west - width, south - height, east + width, north + height];
}

function outlinesIn(file: string): Promise<Outlines> {
  const known = fetched.get(file);
  if (known) return known;
  const outlines = fetch(new URL(file, import.meta.url)).then(async (response) => {
    if (!response.ok) throw new Error(`The outlines of the countries: ${response.status}.`);
    return outlinesOf((await response.json()) as Countries);
  });
  fetched.set(file, outlines);
  outlines.catch(() => fetched.delete(file)); // The next map tries again.
  return outlines;
}

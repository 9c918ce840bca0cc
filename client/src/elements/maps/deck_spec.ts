/** What pydeck describes, as deck.gl draws it. */
import type { Effect, Layer, View } from "@deck.gl/core";
import { JSONConverter } from "@deck.gl/json";
import { classesOf, type Classes, ENUMERATIONS, OTHERS } from "./catalogue";
import type { Camera } from "./deck_map";
import type { Row } from "./rows";

export interface LayerSpec {
  readonly "@@type"?: string;
  readonly id?: string;
  readonly [prop: string]: unknown;
}

/** As `src/anew/elements/charts/decks.py` makes it. */
export interface DeckSpec {
  readonly layers?: readonly LayerSpec[];
  readonly views?: readonly LayerSpec[];
  readonly initialViewState?: Camera;
  readonly mapProvider?: string | null;
  readonly mapStyle?: string | object | null;
  readonly effects?: unknown;
  readonly parameters?: object;
  readonly tooltip?: boolean | Tooltip;
}

export interface Tooltip {
  readonly html?: string;
  readonly text?: string;
  readonly style?: Readonly<Record<string, string>>;
}

/** What is selected, by the name of the layer. */
export interface Selection {
  readonly indices: Readonly<Record<string, readonly number[]>>;
  readonly objects: Readonly<Record<string, readonly unknown[]>>;
}

// What colours the objects of a layer; those that are not selected are drawn fainter.
const COLOURS = ["getFillColor", "getLineColor", "getColor", "getSourceColor", "getTargetColor"];
const FAINT = 0.3;
const OPAQUE = 255;
const TYPE = "@@type";

/** All classes that a map needs. */
export function neededBy({ layers = [] }: DeckSpec): Promise<Classes> {
  return classesOf(namesIn(layers));
}

/** The names of layers, of those within others too, such as a TileLayer's. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== "object" || value === null) return [];
  const { [TYPE]: name, ...rest } = value as LayerSpec;
  const own = typeof name === "string" && name.endsWith("Layer") ? [name] : [];
  return [...own, ...Object.values(rest).flatMap(namesIn)];
}

export function layersOf(
  { layers = [] }: DeckSpec,
  data: readonly unknown[],
  classes: Classes,
  selection: Selection | undefined,
): Layer[] {
  const convert = converterOf(classes);
  return layers.map((spec, at) => {
    const { [TYPE]: type = "", ...given } = spec;
    const id = spec.id ?? `${type}-${at}`;
    const props = convert(given) as Row;
    const selected = selection?.indices[id];
    if (selected?.length) fade(props, new Set(selected));
    const Class = classes[type];
    if (!Class) throw new Error(`a layer has no type.`);
    return new Class({
      ...props,
      id,
      ...(data[at] !== undefined && { data: data[at] }),
      loadOptions: { ...(props["loadOptions"] as object | undefined), worker: false }, // They would be fetched from other hosts.
      updateTriggers: triggersOf(given, selected),
    } as never);
  });
}

/** The views, without which deck.gl shows a map. */
export function viewsOf({ views }: DeckSpec): View[] | undefined {
  if (!views?.length) return undefined;
  const convert = converterOf({});
  return views.map((view) => {
    const isMap = (view[TYPE] ?? "MapView") === "MapView";
    const props = { [TYPE]: "MapView", ...(isMap && { repeat: true }), ...view };
    return convert(props) as View;
  });
}

export function effectsOf({ effects }: DeckSpec): Effect[] | undefined {
  if (!Array.isArray(effects)) return undefined;
  return effects.map((effect) => converterOf({})(effect) as Effect);
}

function converterOf(classes: Classes): (value: unknown) => unknown {
  const configuration = { classes: { ...classes, ...OTHERS }, enumerations: ENUMERATIONS };
  const converter = new JSONConverter({ configuration: configuration as never });
  return (value) => converter.convert(value as never);
}

/** deck.gl cannot compare functions: what they were made from says whether they are others. */
function triggersOf(given: LayerSpec, selected: readonly number[] | undefined) {
  const accessors = Object.keys(given).filter((name) => name.startsWith("get"));
  const own = [...new Set([...accessors, ...COLOURS])];
  return Object.fromEntries(
    own.map((name) => [name, JSON.stringify([given[name], COLOURS.includes(name) && selected])]),
  );
}

function fade(props: Row, selected: ReadonlySet<number>): void {
  for (const name of COLOURS) {
    const own = props[name];
    if (own === undefined) continue;
    props[name] = (item: unknown, info: { index: number }) => {
      const color = typeof own === "function" ? own(item, info) : own;
      if (selected.has(info.index) || !Array.isArray(color)) return color;
      const [red, green, blue, alpha = OPAQUE] = color;
      return [red, green, blue, alpha * FAINT];
    };
  }
}

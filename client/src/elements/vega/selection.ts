/** What is selected in a chart: read from Vega's signals, and put into a specification. */
import type { Spec } from "./sizing";

/** Of points: the fields of each. Of an interval: from and to, by field. Nothing: `{}`. */
export type Selected = readonly Spec[] | Readonly<Record<string, unknown>>;
export type Selection = Readonly<Record<string, Selected>>;

/** A signal's value in the form that the script is told. */
export function selectedOf(signal: unknown): Selected {
  const { vlPoint, ...fields } = (signal ?? {}) as Record<string, { or?: Spec[] }>;
  return plain(vlPoint?.or ?? fields) as Selected;
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

export function isNothing(selected: Selected | undefined): boolean {
  return !selected || Object.keys(selected).length === 0;
}

/** Whether two selections are the same; what is missing in one is nothing. */
export function isSame(one: Selection, other: Selection): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => {
    const [first, second] = [one[name], other[name]];
    if (isNothing(first) || isNothing(second)) return isNothing(first) === isNothing(second);
    return JSON.stringify(first) === JSON.stringify(second);
  });
}

/** The names of all parameters by which something is selected. */
export function selectionsIn(spec: Spec, found: string[] = []): string[] {
  eachParam(spec, ({ name, select }) => {
    if (select !== undefined) found.push(name);
  });
  return found;
}

/**
 * The specification in which this is selected from the start.
 *
 * Args:
 *     channels: The channel of each field of an interval, by the parameter's name.
 */
export function withSelection(
  spec: Spec,
  selection: Selection,
  channels: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Spec {
  const made = structuredClone(spec);
  eachParam(made, (param) => {
    const selected = selection[param["name"]];
    if (param["select"] === undefined || isNothing(selected)) return;
    param["value"] = Array.isArray(selected)
      ? selected
      : renamed(selected as Spec, channels.get(param["name"]));
  });
  return made;
}

function renamed(fields: Spec, channels: ReadonlyMap<string, string> | undefined): Spec {
  return Object.fromEntries(
    Object.entries(fields).map(([field, range]) => [channels?.get(field) ?? field, range]),
  );
}

/** The channels of intervals' fields, from what Vega-Lite has made of them. */
export function channelsIn(compiled: unknown): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  const look = (part: unknown): void => {
    const { signals, marks } = (part ?? {}) as { signals?: Spec[]; marks?: unknown[] };
    for (const { name, value } of signals ?? []) {
      if (!String(name).endsWith("_tuple_fields") || !Array.isArray(value)) continue;
      const fields = value.map(({ field, channel }: Spec) => [field, channel] as const);
      found.set(name.slice(0, -"_tuple_fields".length), new Map(fields));
    }
    marks?.forEach(look);
  };
  look(compiled);
  return found;
}

function eachParam(spec: Spec, call: (param: Spec) => void): void {
  if (!spec || typeof spec !== "object") return;
  const { params, layer, hconcat, vconcat, concat, spec: inner } = spec;
  if (Array.isArray(params)) params.forEach(call);
  for (const views of [layer, hconcat, vconcat, concat]) {
    if (Array.isArray(views)) for (const view of views) eachParam(view, call);
  }
  if (inner) eachParam(inner, call);
}

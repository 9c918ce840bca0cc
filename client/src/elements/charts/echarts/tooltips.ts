/** What texts in tooltips mean that ECharts takes functions for. */
import { withThousands } from "../../shared/thousands";
import { format, time } from "./library";
import { isPart, listed, mapped, type Part } from "./option";

const NAMES = new Set(
  "plain localized percent dollar euro yen compact scientific engineering accounting bytes".split(" "),
);
const PRINTF = /%[-+ 0#,]*(?:[1-9]\d*)?(?:\.\d+)?[diufFeEgGxXos]/;

/** Axes of time whose moments are told as days where they are at midnight. */
export function withDays(part: Part): Part {
  const told = [part["axisPointer"], part["grid"], ...listed(part["tooltip"]).map((one) => one["axisPointer"])];
  if (JSON.stringify(told).includes('"formatter"')) return part; // The author's own.
  const made = { ...part };
  for (const name of ["xAxis", "yAxis"]) {
    if (name in part) made[name] = mapped(part[name], withOwnDays);
  }
  return made;
}

function withOwnDays(axis: Part): Part {
  const pointer = isPart(axis["axisPointer"]) ? axis["axisPointer"] : {};
  const label = isPart(pointer["label"]) ? pointer["label"] : {};
  if (axis["type"] !== "time" || "formatter" in label) return axis;
  return { ...axis, axisPointer: { ...pointer, label: { ...label, formatter: dayOf } } };
}

function dayOf({ value }: { readonly value: unknown }): string {
  const date = new Date(Number(value));
  const isDay = date.getHours() + date.getMinutes() + date.getSeconds() === 0;
  return time.format(date, isDay ? "{yyyy}-{MM}-{dd}" : "{yyyy}-{MM}-{dd} {HH}:{mm}:{ss}", false);
}

/** A part of an option whose tooltips are written by functions. */
export function withTooltips(part: Part): Part {
  const made = { ...part };
  if ("tooltip" in part) made["tooltip"] = mapped(part["tooltip"], toldBy);
  if ("series" in part) {
    made["series"] = mapped(part["series"], (series) =>
      isPart(series["tooltip"]) ? { ...series, tooltip: toldBy(series["tooltip"]) } : series,
    );
  }
  return made;
}

function toldBy(tooltip: Part): Part {
  const { valueFormatter, formatter, ...rest } = tooltip;
  const values = typeof valueFormatter === "string" ? valuesBy(valueFormatter) : undefined;
  return {
    ...rest,
    ...(values && { valueFormatter: values }),
    ...(typeof formatter === "string" && { formatter: hasPlaces(formatter) ? filled(formatter) : formatter }),
  };
}

/** Formats values by a name such as "percent" or a pattern such as "%,d"; undefined if it is neither. */
function valuesBy(pattern: string): ((value: unknown) => unknown) | undefined {
  if (!NAMES.has(pattern) && !PRINTF.test(pattern)) return undefined;
  return each((value) => withThousands(pattern, value));
}

/** Formats numbers in what ECharts shows; it may be several, and texts and dates among them. */
export function each(shown: (value: number) => string): (value: unknown) => unknown {
  const one = (value: unknown): unknown => {
    if (typeof value === "number") return Number.isNaN(value) ? "-" : shown(value);
    return value ?? "-";
  };
  return (value) => (Array.isArray(value) ? value.map(one) : one(value));
}

const PLACE = /\{@([^{}]*)\}/;

function hasPlaces(formatter: string): boolean {
  return PLACE.test(formatter);
}

/** A template in which `{@name}` and `{@[1]}` stand for a value of what is pointed at. */
function filled(template: string): (told: unknown) => string {
  const pieces = template.split(PLACE); // Texts, and between them names.
  return (told) => {
    const all = (Array.isArray(told) ? told : [told]).filter(isPart);
    const [first = {}] = all;
    const isTime = String(first["axisType"] ?? "").includes("time");
    const text = (piece: string): string => {
      const dated = isTime ? time.format(first["axisValue"] as number, piece, false) : piece;
      return format.formatTpl(dated, all as never, true);
    };
    return pieces
      .map((piece, at) => (at % 2 ? format.encodeHTML(String(valueAt(first, piece) ?? "-")) : text(piece)))
      .join("");
  };
}

/** A value by the name of its dimension, or in brackets by the number of it. */
function valueAt(told: Part, place: string): unknown {
  const { value, dimensionNames: names = [] } = told;
  const number = /^\[(\d+)\]$/.exec(place)?.[1];
  const at = number === undefined ? (names as unknown[]).indexOf(place) : Number(number);
  if (Array.isArray(value)) return value[at];
  if (isPart(value)) return value[number === undefined ? place : String((names as unknown[])[at])];
  return at < 1 ? value : undefined;
}

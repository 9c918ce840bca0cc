/** What is shown beside the pointer while it is over an object. */
import type { PickingInfo } from "@deck.gl/core";
import type { Tooltip } from "./deck_spec";

const MOST_FIELDS = 12;
const MOST_LETTERS = 200; // Of a field.

interface Shown {
  readonly html?: string;
  readonly text?: string;
  readonly style?: object;
}

/** What deck.gl is to show; null for nothing. HTML in fields is text. */
export function tooltipOf({ object, picked }: PickingInfo, wanted: boolean | Tooltip): Shown | null {
  if (!picked || !object || !wanted) return null;
  const fields = fieldsOf(object as object);
  if (wanted === true) return { html: tableOf(fields), style: OWN };
  const { html, text, style } = wanted;
  if (html) return { html: filled(html, fields, escaped), style: { ...OWN, ...style } };
  if (text) return { text: filled(text, fields, String), style: { ...OWN, ...style } };
  return { html: tableOf(fields), style: { ...OWN, ...style } };
}

const OWN = {
  color: "var(--text)",
  backgroundColor: "var(--background)",
  border: "1px solid var(--border)",
  borderRadius: "var(--radius)",
  maxWidth: "20rem",
  fontSize: "0.875rem",
  overflowWrap: "anywhere",
};

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(object: object): Fields {
  const { properties, ...rest } = object as { properties?: object };
  return { ...rest, ...properties };
}

function filled(template: string, fields: Fields, shown: (text: string) => string): string {
  return template.replace(/\{([^{}]+)\}/g, (all, name: string) => {
    const value = name.split(".").reduce<unknown>(within, fields[name] ?? fields);
    return value === undefined || value === fields ? all : shown(words(value));
  });

  function within(value: unknown, part: string): unknown {
    if (value !== fields && !(typeof value === "object" && value !== null)) return value;
    return Object.hasOwn(value as object, part) ? (value as Fields)[part] : value === fields ? undefined : value;
  }
}

function tableOf(fields: Fields): string {
  const rows = Object.entries(fields)
    .slice(0, MOST_FIELDS)
    .map(([name, value]) => `<div><b>${escaped(name)}</b> ${escaped(words(value))}</div>`);
  return rows.join("");
}

function words(value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

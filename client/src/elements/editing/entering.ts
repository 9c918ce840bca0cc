/** What a text that was typed or pasted means in a column, or why the column may not have it. */
import type { DataEditorElement, Json } from "../../protocol.gen";
import { decimals } from "../shared/number";
import { compiled } from "../shared/pattern";
import { itemsOf, type Look } from "../tabular/cell_text";
import { wallClock } from "../tabular/cell_moments";
import { exact, isMissing, lasting, type SheetColumn } from "../tabular/sheet";
import { instantOf, readClock, readDate, readMoment } from "./reading_moments";
import { readDuration, readNumber } from "./reading_numbers";

export type Rule = NonNullable<DataEditorElement["rules"]>[number];
export type Takes = NonNullable<Rule["takes"]>;

export type Entered = { readonly value: Json } | { readonly problem: string };

/** A column into which something is entered. */
export interface Target {
  readonly column: SheetColumn;
  readonly look: Look;
  readonly rule: Rule;
}

const EMPTY_PROBLEM = "This must be filled in.";

export function takesOf({ takes = "text" }: Rule): Takes {
  return takes;
}

/** Whether something may be entered into a column. */
export function isOpen(rule: Rule | undefined): rule is Rule {
  return rule !== undefined && rule.takes !== "" && !rule.is_disabled;
}

export function isEmpty(value: unknown): boolean {
  return isMissing(value) || value === "";
}

/** Reads a text, as all that comes from the keyboard and the clipboard is. */
export function readText(text: string, target: Target): Entered {
  const { rule } = target;
  const takes = takesOf(rule);
  const isText = takes === "text" || takes === "link" || takes === "markdown";
  if (!text.trim() && !(isText && text)) return checked(isText && !rule.is_required ? "" : null, target);
  const read = READERS[takes](text, target);
  return "problem" in read ? read : checked(read.value, target);
}

/** Whether a value is allowed. */
export function checked(value: Json, { rule }: Target): Entered {
  if (isEmpty(value)) return rule.is_required ? { problem: EMPTY_PROBLEM } : { value };
  const problem = problemOf(value, rule);
  return problem ? { problem } : { value };
}

type Reader = (text: string, target: Target) => Entered;

const READERS: Readonly<Record<Takes, Reader>> = {
  "": () => ({ problem: "This cannot be edited." }),
  text: (text) => ({ value: text }),
  markdown: (text) => ({ value: text }),
  link: (text) => ({ value: text.trim() }),
  number: (text, { look }) => or(readShare(text, look), "Write a number."),
  integer: (text) => or(wholeOf(text), "Write a whole number."),
  duration: (text) => or(readDuration(text), "Write a duration such as 1 day 02:30:00."),
  checkbox: (text) => or(truthOf(text), "Write true or false."),
  date: (text, { look }) => or(readDate(text, look.format) ?? dayIn(text), "Write a date such as 2024-01-31."),
  time: (text) => or(readClock(text), "Write a time such as 08:30."),
  datetime: (text, target) => or(momentOf(text, target), "Write a date and a time such as 2024-01-31 08:30."),
  selectbox: (text, target) => or(optionOf(text, target), "This is not one of the options."),
  multiselect: (text, target) => itemsIn(text, target),
  list: (text) => ({ value: itemsOf(text.trim()) as Json }),
};

function or(value: Json | undefined, problem: string): Entered {
  return value === undefined ? { problem } : { value };
}

/** A number that may have a percent sign, which stands for hundredths if the column shows them so. */
function readShare(text: string, { format }: Look): Json | undefined {
  const bare = text.trim();
  const hasSign = bare.endsWith("%");
  const read = readNumber(hasSign ? bare.slice(0, -1) : bare);
  return hasSign && format === "percent" && typeof read === "number" ? Number((read / 100).toPrecision(15)) : read;
}

function wholeOf(text: string): Json | undefined {
  const read = readNumber(text);
  return typeof read === "number" && !Number.isInteger(read) ? undefined : read;
}

const WORDS = new Map([
  ...["true", "t", "yes", "y", "1", "on", "x", "✓"].map((word) => [word, true] as const),
  ...["false", "f", "no", "n", "0", "off", "-"].map((word) => [word, false] as const),
]);

function truthOf(text: string): boolean | undefined {
  return WORDS.get(text.trim().toLowerCase());
}

/** The day of a text that also has a time. */
function dayIn(text: string): string | undefined {
  return readMoment(text)?.slice(0, 10);
}

function momentOf(text: string, { column, look }: Target): string | undefined {
  const moment = readMoment(text, look.format);
  if (!moment) return undefined;
  const hasOffset = /(Z|[+-]\d\d:?\d\d)$/.test(moment.slice(11));
  const isZoned = isZonedColumn(column);
  if (!isZoned) return hasOffset ? moment.replace(/(Z|[+-]\d\d:?\d\d)$/, "") : moment;
  // Without a zone that is shown, the server knows the column's.
  return look.timezone && !hasOffset ? instantOf(moment, wallClock(look.timezone)) : moment;
}

const SAMPLE = 100; // Rows in which an offset is looked for.

/** Whether the moments of a column have an offset. */
export function isZonedColumn({ values }: SheetColumn): boolean {
  for (let row = 0; row < Math.min(values.length, SAMPLE); row++) {
    const value = values[row];
    if (typeof value === "string") return /(Z|[+-]\d\d:?\d\d)$/.test(value.slice(11));
  }
  return false;
}

/** The value of the option with a text; a new one if the column takes it. */
export function optionOf(text: string, { column, look, rule }: Target): Json | undefined {
  const { options = [] } = look;
  const bare = text.trim();
  const folded = bare.toLowerCase();
  const found =
    options.find(({ value, label }) => (label || exact(value)) === bare) ??
    options.find(({ value }) => exact(value) === bare) ??
    options.find(({ value, label }) => (label || exact(value)).toLowerCase() === folded);
  if (found) return found.value;
  if (!rule.accepts_new_options) return undefined;
  const isNumber = column.kind === "integer" || column.kind === "number";
  return isNumber ? readNumber(bare) : bare;
}

function itemsIn(text: string, target: Target): Entered {
  const items: Json[] = [];
  for (const item of itemsOf(text.trim())) {
    const value = optionOf(exact(item), target);
    if (value === undefined) return { problem: `${exact(item).slice(0, 100)} is not one of the options.` };
    items.push(value);
  }
  return { value: items };
}

function problemOf(value: Json, rule: Rule): string | undefined {
  if (typeof value === "number") return problemOfNumber(value, rule);
  if (typeof value !== "string") return undefined;
  const takes = takesOf(rule);
  if (takes === "number" || takes === "integer") return problemOfNumber(Number(value), rule);
  if (takes === "date" || takes === "time" || takes === "datetime") return problemOfMoment(value, rule);
  return takes === "selectbox" ? undefined : problemOfText(value, rule);
}

function problemOfNumber(value: number, { takes, least, most, step }: Rule): string | undefined {
  const shown = (bound: number) => (takes === "duration" ? lasting(bound) : String(bound));
  if (typeof least === "number" && value < least) return `The least is ${shown(least)}.`;
  if (typeof most === "number" && value > most) return `The most is ${shown(most)}.`;
  const places = step ? decimals(step) : undefined;
  if (places === undefined || takes === "duration" || decimals(value) <= places) return undefined;
  return places ? `It may have ${places} ${places === 1 ? "decimal" : "decimals"}.` : "Write a whole number.";
}

/** Moments as ISO text are compared as text; an instant, by its own day and clock. */
function problemOfMoment(value: string, { least, most }: Rule): string | undefined {
  const shown = (bound: string) => bound.replace("T", " ");
  const [own, first, last] = [value, least, most].map((one) => (typeof one === "string" ? comparable(one) : ""));
  if (first && own && own < first) return `The earliest is ${shown(String(least))}.`;
  if (last && own && own > last) return `The latest is ${shown(String(most))}.`;
  return undefined;
}

function comparable(iso: string): string {
  const isInstant = /(Z|[+-]\d\d:?\d\d)$/.test(iso.slice(11));
  return isInstant ? new Date(iso).toISOString().slice(0, 19) : iso.slice(0, 19);
}

function problemOfText(value: string, { max_chars = 0, pattern }: Rule): string | undefined {
  if (max_chars && [...value].length > max_chars) return `It may have ${max_chars} characters.`;
  const find = pattern ? patternOf(pattern) : undefined;
  return find && find(value) === undefined ? `It does not have the form ${pattern}.` : undefined;
}

const patterns = new Map<string, ReturnType<typeof compiled>>();

function patternOf(pattern: string): ReturnType<typeof compiled> {
  if (!patterns.has(pattern)) patterns.set(pattern, compiled(pattern));
  return patterns.get(pattern);
}

/** A value as text that can be edited and read again. */
export function textToEdit(value: unknown, { column, look, rule }: Target): string {
  if (isMissing(value)) return "";
  const takes = takesOf(rule);
  if (takes === "duration" && typeof value === "number") return lasting(value);
  if (takes === "selectbox") {
    return look.options?.find((option) => option.value === value)?.label || exact(value);
  }
  if (takes !== "datetime") return exact(value);
  const text = String(value);
  if (look.timezone && isZonedColumn(column)) {
    const wall = wallClock(look.timezone)(new Date(text));
    if (!Number.isNaN(wall.getTime())) return wall.toISOString().slice(0, 19).replace("T", " ");
  }
  return text.replace("T", " ");
}

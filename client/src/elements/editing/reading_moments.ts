/** Dates and times as people and spreadsheets write them, as the ISO text of cells. */
import { readTime } from "../moments/clock_time";
import { dayOf, isoOf, readDay } from "../moments/day";

const LONGEST = 100; // Characters of a text that may be a moment.
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Reads such as "2024-01-31", "31.1.2024", "1/31/2024" (as the browser's language orders it), "31 Jan 2024". */
export function readDate(text: string, format = ""): string | undefined {
  const bare = text.trim();
  const order = /^\D*\d{1,2}\/\d/.test(bare) ? slashed() : "DD.MM.YYYY";
  const isUsable = /YYYY/.test(format) && /MM/.test(format) && /DD/.test(format);
  const own = isUsable ? readDay(format, bare) : undefined;
  return own ?? readDay(order, bare) ?? readDay("YYYY-MM-DD", bare) ?? named(bare);
}

/** The order of day and month in dates with slashes. */
function slashed(): string {
  const parts = new Intl.DateTimeFormat().formatToParts(new Date(0)).map(({ type }) => type);
  return parts.indexOf("month") < parts.indexOf("day") ? "MM/DD/YYYY" : "DD/MM/YYYY";
}

/** A date with its month as a word. */
function named(text: string): string | undefined {
  const words = text.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  const month = MONTHS.findIndex((name) => words.some((word) => word.length >= 3 && word.startsWith(name)));
  const [year, day] = ["\\d{4}", "\\d{1,2}"].map((form) => words.find((word) => new RegExp(`^${form}$`).test(word)));
  if (month < 0 || !year || !day || words.length > 4) return undefined;
  const iso = `${year}-${String(month + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const read = dayOf(iso);
  return !Number.isNaN(read.getTime()) && isoOf(read) === iso ? iso : undefined;
}

/** Reads such as "8:30", "08:30:15.5" and "8.30 pm". */
export function readClock(text: string): string | undefined {
  const bare = text.trim();
  const [, hour, minute, second, part = ""] = /^(\d{1,2}):(\d\d):(\d\d)(\.\d{1,6})?$/.exec(bare) ?? [];
  if (hour !== undefined) {
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
    return `${hour.padStart(2, "0")}:${minute}:${second}${part && part.padEnd(7, "0")}`;
  }
  const time = readTime(bare);
  return time && `${time}:00`;
}

const CLOCK = /\d{1,2}[:.h]?\d{0,2}(?::\d\d(?:\.\d+)?)?(?:\s*[ap]\.?m?\.?)?/;
const MOMENT = new RegExp(
  `^(.*?\\S)(?:\\s*,\\s*|\\s+|T)(${CLOCK.source})\\s*(Z|[+-]\\d\\d:?\\d\\d)?$`,
  "i",
);

/** Reads a date with a time, and an offset if it has one; without a time it is midnight. */
export function readMoment(text: string, format = ""): string | undefined {
  const bare = text.trim();
  const day = readDate(bare, format);
  if (day) return `${day}T00:00:00`;
  const [whole, date = "", time = "", offset = ""] = MOMENT.exec(bare.slice(0, LONGEST)) ?? [];
  const [readDayText, clock] = whole ? [readDate(date, format), readClock(time)] : [];
  return readDayText && clock && `${readDayText}T${clock}${offset.toUpperCase()}`;
}

/** The wall clock of a zone as an instant in UTC. */
export function instantOf(wall: string, wallClock: (instant: Date) => Date): string {
  const wanted = new Date(`${wall}Z`).getTime();
  let instant = wanted;
  // Twice: the first guess may be on the other side of a change of the clock.
  for (let turn = 0; turn < 2; turn++) instant = wanted - (wallClock(new Date(instant)).getTime() - instant);
  return new Date(instant).toISOString().replace(/\.000Z$/, "Z");
}

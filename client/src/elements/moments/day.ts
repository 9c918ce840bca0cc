/** Days as ISO strings, such as "2024-01-31": arithmetic and parsing. */

const FIRST_DAY = "0001-01-01";
const LAST_DAY = "9999-12-31";

/** Midnight of the day in UTC, where every day has 24 hours. */
export function dayOf(iso: string): Date {
  return new Date(`${iso}T00:00:00Z`);
}

/** The current day in the browser's time zone. */
export function today(): string {
  return isoOf(new Date(Date.now() - new Date().getTimezoneOffset() * 60_000));
}

export function isoOf(day: Date): string {
  const year = day.getUTCFullYear();
  if (year < 1) return FIRST_DAY;
  return year > 9999 ? LAST_DAY : day.toISOString().slice(0, 10);
}

export function movedDay(iso: string, days: number): string {
  const day = dayOf(iso);
  day.setUTCDate(day.getUTCDate() + days);
  return isoOf(day);
}

/** The same day of another month, or its last one if it is shorter. */
export function movedMonth(iso: string, months: number): string {
  const day = dayOf(iso);
  const date = day.getUTCDate();
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + months + 1);
  day.setUTCDate(0);
  day.setUTCDate(Math.min(date, day.getUTCDate()));
  return isoOf(day);
}

/** Parses a day in a format such as "DD/MM/YYYY", or in ISO format. */
export function readDay(format: string, text: string): string | undefined {
  const isIso = /^\s*\d{4}-\d{1,2}-\d{1,2}\s*$/.test(text);
  const order = (isIso ? "YYYY-MM-DD" : format).split(/[^A-Z]/);
  const numbers = text.trim().split(/\D+/);
  if (numbers.length !== 3 || !/^\d+\D+\d+\D+\d+$/.test(text.trim())) return undefined;
  const [year = "", month = "", day = ""] = ["YYYY", "MM", "DD"].map(
    (part) => numbers[order.indexOf(part)] ?? "",
  );
  if (year.length !== 4) return undefined;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const read = dayOf(iso);
  // `Date` would turn a day 31 of a shorter month into a day of the next one.
  return !Number.isNaN(read.getTime()) && isoOf(read) === iso ? iso : undefined;
}

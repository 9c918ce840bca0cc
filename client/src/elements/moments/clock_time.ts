/** Times of day as ISO strings, such as "08:30": formatting and parsing. */
import { formattedTime } from "./date";

const MINUTES = 24 * 60;

export type TimeFormat = "12h" | "24h" | "localized";

export function shownTime(format: TimeFormat, iso: string): string {
  const moment = new Date(`1970-01-01T${iso}Z`);
  if (format === "localized") {
    return moment.toLocaleTimeString(undefined, { timeStyle: "short", timeZone: "UTC" });
  }
  return formattedTime(format === "12h" ? "hh:mm A" : "HH:mm", moment);
}

/** Parses a time such as "8:30", "0830" or "8.30 pm"; undefined if the text is not a time. */
export function readTime(text: string): string | undefined {
  const form = /^(\d{1,2}?)(?:\s*(?:[:.h]\s*)?(\d{2}))?(?:\s*([ap])\.?\s?m?\.?)?$/i;
  const [, hours, minutes = "0", half] = form.exec(text.trim()) ?? [];
  if (hours === undefined) return undefined;
  const hour = half ? hourOfHalf(Number(hours), half) : Number(hours);
  if (!(hour < 24) || Number(minutes) > 59) return undefined;
  return isoTime(hour * 60 + Number(minutes));
}

/** All times of a day from midnight on, at this interval in seconds. */
export function timesOf(stepSeconds: number): string[] {
  const count = Math.ceil((MINUTES * 60) / stepSeconds);
  return Array.from({ length: count }, (_, at) => isoTime(Math.floor((at * stepSeconds) / 60)));
}

function hourOfHalf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return NaN;
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}

function isoTime(minutes: number): string {
  const parts = [Math.floor(minutes / 60), minutes % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** Dates with times as ISO strings, such as "2024-01-31T08:30": formatting and parsing. */
import { readTime } from "./clock_time";
import { formattedTime } from "./date";
import { dayOf, readDay } from "./day";

/** The day and the time of a moment. */
export function partsOf(moment: string): readonly [day: string, time: string] {
  return [moment.slice(0, 10), moment.slice(11)];
}

export function shownMoment(format: string, moment: string): string {
  const [day, time] = partsOf(moment);
  return `${formattedTime(format, dayOf(day))} ${time}`;
}

/** Parses a day in this format followed by a time, or a moment in ISO format. */
export function readMoment(format: string, text: string): string | undefined {
  const [, dayText = "", timeText = ""] = /^(\S+?)(?:\s*,\s*|\s+|T)(\S[^]*)$/.exec(text.trim()) ?? [];
  const day = readDay(format, dayText);
  const time = readTime(timeText);
  return day && time && `${day}T${time}`;
}

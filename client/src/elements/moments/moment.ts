/** Days with a time as ISO text, such as "2024-01-31T08:30": how they are shown, and read. */
import { readTime } from "./clock_time";
import { formattedTime } from "./date";
import { dayOf, readDay } from "./day";

/** Its day and its time. */
export function partsOf(moment: string): readonly [day: string, time: string] {
  return [moment.slice(0, 10), moment.slice(11)];
}

export function shownMoment(format: string, moment: string): string {
  const [day, time] = partsOf(moment);
  return `${formattedTime(format, dayOf(day))} ${time}`;
}

/** The moment that a text names: a day of this format, then a time; ISO text is understood too. */
export function readMoment(format: string, text: string): string | undefined {
  const [, dayText = "", timeText = ""] = /^(\S+?)(?:\s*,\s*|\s+|T)(\S[^]*)$/.exec(text.trim()) ?? [];
  const day = readDay(format, dayText);
  const time = readTime(timeText);
  return day && time && `${day}T${time}`;
}

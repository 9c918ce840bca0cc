/** Dates and times in cells: by patterns, in the user's language, or relative to now. */
import { formattedTime } from "../moments/date";

const ISO =
  /^(\d{4,6}-\d\d-\d\d)?(?:[T ]?(\d\d:\d\d)(?::(\d\d(?:\.\d{1,9})?))?)?(Z|[+-]\d\d:?\d\d(?::\d\d)?)?$/;
const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;
const DAY = 86_400_000;

export type MomentKind = "date" | "time" | "datetime";

interface Moment {
  /** Its clock and calendar, as those of a date in UTC. */
  readonly wall: Date;
  /** Now, likewise: by the same clock. */
  readonly now: () => Date;
}

/** A function that formats values of a column; undefined for a value that is no moment. */
export function momentText(kind: MomentKind, format: string, timezone: string) {
  const zone = timezone ? wallClock(timezone) : undefined;
  return (value: unknown): string | undefined => {
    const moment = read(value, kind === "datetime" ? zone : undefined);
    if (!moment) return undefined;
    if (format === "distance") return distance(moment);
    if (format === "calendar") return calendar(kind, moment);
    if (format === "localized") return localized(kind, moment.wall);
    const pattern = format && format !== "iso8601" ? format : PLAIN[kind];
    if (!format && zone) return formattedTime("YYYY-MM-DD HH:mm:ss", moment.wall);
    return format ? formattedTime(pattern, moment.wall) : undefined;
  };
}

const PLAIN = { date: "YYYY-MM-DD", time: "HH:mm:ss", datetime: "YYYY-MM-DDTHH:mm:ss" } as const;

/** Reads ISO text, or seconds since 1970. */
function read(value: unknown, zone?: (instant: Date) => Date): Moment | undefined {
  if (typeof value === "number") return inZone(new Date(value * 1000), zone ?? ((date) => date));
  const [whole, day = "1970-01-01", clock = "00:00", seconds = "00", offset = ""] =
    ISO.exec(String(value)) ?? [];
  if (!whole) return undefined;
  const wall = new Date(`${day}T${clock}:${seconds.slice(0, 6)}Z`);
  const ahead = offset && offset !== "Z" ? minutesOf(offset) * 60_000 : 0;
  if (zone) return inZone(new Date(wall.getTime() - ahead), zone);
  return Number.isNaN(wall.getTime())
    ? undefined
    : { wall, now: () => new Date(Date.now() + ahead) };
}

function inZone(instant: Date, zone: (instant: Date) => Date): Moment | undefined {
  if (Number.isNaN(instant.getTime())) return undefined;
  return { wall: zone(instant), now: () => zone(new Date()) };
}

function minutesOf(offset: string): number {
  const [hours = "0", minutes = "0"] = offset.slice(1).match(/\d\d/g) ?? [];
  return (offset.startsWith("-") ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** A function that gives the clock of a time zone; UTC for one that the browser does not know. */
export function wallClock(timezone: string): (instant: Date) => Date {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  } catch {
    return (instant) => instant;
  }
  return (instant) => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const { year, month, day, hour, minute, second } = part;
    return new Date(`${String(year).padStart(4, "0")}-${month}-${day}T${hour}:${minute}:${second}Z`);
  };
}

function localized(kind: MomentKind, wall: Date): string {
  return wall.toLocaleString(undefined, {
    ...(kind !== "time" && { dateStyle: "medium" }),
    ...(kind !== "date" && { timeStyle: "medium" }),
    timeZone: "UTC",
  });
}

function distance({ wall, now }: Moment): string {
  const seconds = (wall.getTime() - now().getTime()) / 1000;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[6];
  const words = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  return words.format(Math.round(seconds / length), unit);
}

/** "today" and its neighbours by name, the days around by weekday, others by date; near ones with the time. */
function calendar(kind: MomentKind, { wall, now }: Moment): string {
  const days = Math.floor(wall.getTime() / DAY) - Math.floor(now().getTime() / DAY);
  const time = wall.toLocaleTimeString(undefined, { timeStyle: "short", timeZone: "UTC" });
  const clock = kind === "date" ? "" : `, ${time}`;
  if (Math.abs(days) <= 1) {
    return `${new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(days, "day")}${clock}`;
  }
  if (Math.abs(days) < 7) {
    return `${wall.toLocaleDateString(undefined, { weekday: "long", timeZone: "UTC" })}${clock}`;
  }
  return wall.toLocaleDateString(undefined, { dateStyle: "medium", timeZone: "UTC" });
}

/** Formats dates and times by patterns such as "YYYY-MM-DD HH:mm". */

const TOKENS = /\[([^\][]*)\]|Y{4}|YY|M{1,4}|Do|DD?|d{3,4}|HH?|hh?|mm?|ss?|S{1,3}|A|a/g;

// Two of the names are relative to now, which does not suit a scale, so they show the date itself.
const LOCAL_WORDS = new Set(["localized", "distance", "calendar"]);

/** Formats a date in UTC: the server has already converted it to the app's time zone. */
export function formattedTime(format: string, moment: Date): string {
  if (LOCAL_WORDS.has(format)) return localized(moment);
  if (format === "iso8601") return moment.toISOString().replace(/(\.000)?Z$/, "");
  return format.replace(TOKENS, (token: string, literal: string | undefined) =>
    literal === undefined ? part(token, moment) : literal,
  );
}

/** Formats in the user's language; at midnight, only the day is shown. */
function localized(moment: Date): string {
  const isDay = moment.getTime() % 86_400_000 === 0;
  const time = isDay ? undefined : "short";
  return moment.toLocaleString(undefined, {
    dateStyle: "medium",
    ...(time && { timeStyle: time }),
    timeZone: "UTC",
  });
}

function part(token: string, moment: Date): string {
  const hours = moment.getUTCHours();
  const day = moment.getUTCDate();
  switch (token) {
    case "YYYY":
      return padded(moment.getUTCFullYear(), 4);
    case "YY":
      return padded(moment.getUTCFullYear() % 100, 2);
    case "MMMM":
      return named(moment, { month: "long" });
    case "MMM":
      return named(moment, { month: "short" });
    case "MM":
    case "M":
      return padded(moment.getUTCMonth() + 1, token.length);
    case "Do":
      return `${day}${ordinal(day)}`;
    case "DD":
    case "D":
      return padded(day, token.length);
    case "dddd":
      return named(moment, { weekday: "long" });
    case "ddd":
      return named(moment, { weekday: "short" });
    case "HH":
    case "H":
      return padded(hours, token.length);
    case "hh":
    case "h":
      return padded(hours % 12 || 12, token.length);
    case "mm":
    case "m":
      return padded(moment.getUTCMinutes(), token.length);
    case "ss":
    case "s":
      return padded(moment.getUTCSeconds(), token.length);
    case "A":
      return hours < 12 ? "AM" : "PM";
    case "a":
      return hours < 12 ? "am" : "pm";
    default:
      return padded(moment.getUTCMilliseconds(), 3).slice(0, token.length);
  }
}

function padded(number: number, length: number): string {
  return String(number).padStart(length, "0");
}

function named(moment: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en", { ...options, timeZone: "UTC" }).format(moment);
}

function ordinal(day: number): string {
  if (day >= 11 && day <= 13) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}

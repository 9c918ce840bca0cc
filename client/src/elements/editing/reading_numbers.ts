/** Numbers and durations as people and spreadsheets write them. */

/** A whole number that the browser's numbers cannot hold stays text. */
export type Read = number | string;

const SPACES = /[\s'’_\p{Sc}]/gu; // Also marks of currency.
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Reads such as "1,234.5", "1.234,5", "1 234,5", "€ 5", "(5)"; undefined if it is no number. */
export function readNumber(text: string): Read | undefined {
  const bare = text.replaceAll(SPACES, "").replaceAll("−", "-");
  const [, negative] = /^\((.+)\)$/.exec(bare) ?? [];
  const plain = withPoint(negative ? `-${negative}` : bare);
  if (!PLAIN.test(plain)) return undefined;
  const number = Number(plain);
  if (/^[+-]?\d+$/.test(plain) && !Number.isSafeInteger(number)) return plain.replace(/^\+/, "");
  return Number.isFinite(number) ? number : undefined;
}

/** With a point before the decimals, and nothing between thousands. */
function withPoint(text: string): string {
  const [comma, point] = [text.lastIndexOf(","), text.lastIndexOf(".")];
  if (comma < 0 && /^[+-]?\d{1,3}(\.\d{3}){2,}$/.test(text)) return text.replaceAll(".", "");
  if (comma < 0) return text;
  if (point > comma) return text.replaceAll(",", "");
  if (point >= 0) return text.replaceAll(".", "").replace(",", ".");
  if (/^[+-]?\d{1,3}(,\d{3})+$/.test(text)) return text.replaceAll(",", "");
  return text.indexOf(",") === comma ? text.replace(",", ".") : text;
}

const CLOCK = /^(-?)(?:(\d+)\s*(?:d|days?),?\s*)?(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?$/;
const UNITS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

/** Reads such as "1 day 02:30:00", "02:30", "1h 30m" and seconds alone, as seconds. */
export function readDuration(text: string): number | undefined {
  const bare = text.trim().toLowerCase();
  const [whole, sign, days = "0", hours, minutes, seconds = "0"] = CLOCK.exec(bare) ?? [];
  if (whole) {
    const clock = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return (sign ? -1 : 1) * (Number(days) * 86_400 + clock);
  }
  return byUnits(bare) ?? asNumber(readNumber(bare));
}

function byUnits(text: string): number | undefined {
  const form = /^(-?)((?:\d+(?:\.\d+)?\s*(?:days?|d|hours?|hrs?|h|min(?:ute)?s?|m|sec(?:ond)?s?|s)\s*)+)$/;
  const [, sign, parts] = form.exec(text) ?? [];
  if (!parts) return undefined;
  const [counts, units] = [parts.match(/[\d.]+/g) ?? [], parts.match(/[a-z]+/g) ?? []];
  const sum = counts.reduce((all, count, at) => all + Number(count) * (UNITS[units[at]?.[0] ?? "s"] ?? 1), 0);
  return sign ? -sum : sum;
}

function asNumber(read: Read | undefined): number | undefined {
  return typeof read === "number" ? read : undefined;
}

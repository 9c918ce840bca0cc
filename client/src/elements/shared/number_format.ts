/** Formats numbers by a name such as "percent" or a pattern such as "%0.2f". */
import { formatted } from "./number";

const WORDS: Readonly<Record<string, Intl.NumberFormatOptions>> = {
  localized: {},
  percent: { style: "percent", maximumFractionDigits: 2 },
  dollar: { style: "currency", currency: "USD" },
  euro: { style: "currency", currency: "EUR" },
  yen: { style: "currency", currency: "JPY" },
  compact: { notation: "compact" },
  scientific: { notation: "scientific" },
  engineering: { notation: "engineering" },
  bytes: { notation: "compact", style: "unit", unit: "byte", unitDisplay: "narrow" },
};

export function shownNumber(format: string, value: number): string {
  const options = WORDS[format];
  if (options) return inWords(value, options);
  if (format === "plain") return String(value);
  if (format === "accounting") return accounted(value);
  return formatted(format, value);
}

/** Formats a number in the user's language. */
function inWords(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(undefined, options).format(value);
}

/** Formats as accounting does: negative numbers are in parentheses. */
function accounted(value: number): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const amount = inWords(Math.abs(value), digits);
  return value < 0 ? `(${amount})` : amount;
}

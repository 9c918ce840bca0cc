/** Formats numbers as printf does, and steps them. */

const PATTERN = /%([-+ 0#]*)((?:[1-9]\d*)?)(?:\.(\d+))?[hlL]*([diufFeEgGxXos%])/g;

/** Formats a number as printf does; `%d` and `%0.2f` are common formats. */
export function formatted(format: string, value: number): string {
  return format.replace(
    PATTERN,
    (_, flags: string, width: string, digits: string, kind: string) => {
      if (kind === "%") return "%";
      const body = converted(
        kind,
        Math.abs(value),
        digits === undefined ? undefined : Number(digits),
      );
      const sign = signOf(value, flags);
      return padded(sign, body, flags, Number(width));
    },
  );
}

function converted(kind: string, value: number, digits: number | undefined): string {
  switch (kind) {
    case "d":
    case "i":
    case "u":
      return String(Math.trunc(value));
    case "f":
    case "F":
      return value.toFixed(digits ?? 6);
    case "e":
    case "E":
      return exponential(value, digits ?? 6, kind);
    case "g":
    case "G":
      return general(value, digits ?? 6, kind);
    case "x":
      return Math.trunc(value).toString(16);
    case "X":
      return Math.trunc(value).toString(16).toUpperCase();
    case "o":
      return Math.trunc(value).toString(8);
    default:
      return String(value);
  }
}

/** The exponential form; its exponent has at least two digits. */
function exponential(value: number, digits: number, kind: string): string {
  const text = value.toExponential(digits).replace(/e([+-])(\d)$/, "e$10$2");
  return kind === "e" || kind === "g" ? text : text.toUpperCase();
}

/** The shorter of the plain and the exponential form, without trailing zeros. */
function general(value: number, digits: number, kind: string): string {
  const precision = digits || 1;
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(value));
  if (exponent < -4 || exponent >= precision) {
    return exponential(value, precision - 1, kind)
      .replace(/(\.\d*?)0+(?=e)/i, "$1")
      .replace(/\.(?=e)/i, "");
  }
  return String(Number(value.toPrecision(precision)));
}

function signOf(value: number, flags: string): string {
  if (value < 0 || Object.is(value, -0)) return value === 0 ? "" : "-";
  return flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
}

function padded(sign: string, body: string, flags: string, width: number): string {
  const missing = Math.max(0, width - sign.length - body.length);
  if (flags.includes("-")) return sign + body + " ".repeat(missing);
  if (flags.includes("0")) return sign + "0".repeat(missing) + body;
  return " ".repeat(missing) + sign + body;
}

/** Steps a number within bounds, and rounds off the error of binary fractions. */
export function stepped(
  from: number | undefined,
  step: number,
  min: number | null | undefined,
  max: number | null | undefined,
): number {
  const isNumber = from !== undefined && Number.isFinite(from);
  const next = isNumber ? from + step : (min ?? 0);
  const places = Math.max(
    decimals(isNumber ? from : 0),
    decimals(step),
    decimals(next === min ? min : 0),
  );
  const bounded = Math.min(max ?? Infinity, Math.max(min ?? -Infinity, next));
  return bounded === next ? Number(next.toFixed(Math.min(places, 100))) : bounded;
}

/** The number of decimal places of a number. */
export function decimals(value: number): number {
  const [, fraction = "", exponent = "0"] =
    /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
}

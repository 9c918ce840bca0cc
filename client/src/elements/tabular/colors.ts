/** Colours of authors as those of CSS. */

const OF_THEME = ["red", "blue", "green", "yellow", "orange", "violet", "gray"];
const ALL = ["blue", "green", "orange", "violet", "red", "yellow", "gray"];

/**
 * A colour of the theme or of CSS; undefined for the usual one.
 *
 * Args:
 *     isGood: What "auto" and "auto-inverse" depend on.
 *     at: The position of an option, which "auto" gives one of the theme's colours.
 */
export function colorOf(color: string | undefined, isGood: boolean, at?: number): string | undefined {
  if (!color) return undefined;
  if (color === "auto" && at !== undefined) return `var(--${ALL[at % ALL.length] ?? "gray"})`;
  if (color === "auto") return isGood ? "var(--green)" : "var(--red)";
  if (color === "auto-inverse") return isGood ? "var(--red)" : "var(--green)";
  if (color === "primary") return "var(--accent)";
  if (color === "grey") return "var(--gray)";
  return OF_THEME.includes(color) ? `var(--${color})` : color;
}

/** Converts the widths, heights and gaps of records to styles. */
export type Size = number | "stretch" | "content" | "auto";

interface Style {
  [name: string]: string;
}

/** The width of an element's frame. */
export function widthOf(width: Size | undefined): Style | undefined {
  return typeof width === "number" ? { width: `${width}px` } : undefined;
}

/** The height of a block, which scrolls if its content is higher. */
export function heightOf(height: Size | undefined): Style | undefined {
  return typeof height === "number" ? { height: `${height}px` } : undefined;
}

/** The keyword of a width, for the style sheet. */
export function wordOf(size: Size | undefined): string | undefined {
  return typeof size === "number" ? "fixed" : size;
}

/** A gap in pixels; named gaps are in the style sheet. */
export function gapOf(gap: string | number | undefined): Style | undefined {
  return typeof gap === "number" ? { gap: `${gap}px` } : undefined;
}

/** Loads code when it is first needed, in chunks, and one style sheet for all of them. */

let style: string | undefined;
let isStyled: Promise<unknown> | "" | undefined;

/** Sets the URL of the style sheet. */
export function startLater(href: string): void {
  style = href;
}

/** Loads a chunk, and together with the first one the style sheet. */
export async function loadLater<T>(load: () => Promise<T>): Promise<T> {
  isStyled ??= style && addSheet(style);
  const [piece] = await Promise.all([load(), isStyled]);
  return piece;
}

/** Resolves when the style sheet is loaded, or has failed to: without it, the page still works. */
export function addSheet(href: string): Promise<unknown> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  const isThere = new Promise((resolve) => (link.onload = link.onerror = resolve));
  // Before the app's own theme and all later sheets, which override it.
  document.querySelector("link[rel=stylesheet]")?.after(link);
  return isThere;
}

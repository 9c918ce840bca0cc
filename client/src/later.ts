/** What is loaded when it is first needed: code in pieces, and one style sheet for all of it. */

let style: string | undefined;
let isStyled: Promise<unknown> | undefined;

/** Says where the style sheet is. */
export function startLater(href: string): void {
  style = href;
}

/** Loads a piece of code, and the style sheet with the first. */
export async function loadLater<T>(load: () => Promise<T>): Promise<T> {
  isStyled ??= styled();
  const [piece] = await Promise.all([load(), isStyled]);
  return piece;
}

/** Once the style sheet is there; without it the page is plain, but works. */
function styled(): Promise<unknown> {
  if (!style) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = style;
  const isThere = new Promise((resolve) => (link.onload = link.onerror = resolve));
  // Below the app's own theme, and all that follows it.
  document.querySelector("link[rel=stylesheet]")?.after(link);
  return isThere;
}

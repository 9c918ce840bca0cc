/**
 * Styles in an author's markup, applied through the browser's object model: the page's security
 * policy lets neither style attributes nor `<style>` count.
 */
const sheets = new Map<Element, CSSStyleSheet>();

/** Applies what is in markup that has just become part of the page; ends it when it leaves. */
export function dress(root: Element): () => void {
  for (const one of root.querySelectorAll<HTMLElement>("[data-anew-style]")) {
    one.style.cssText = one.dataset["anewStyle"] ?? "";
  }
  const carriers = root.querySelectorAll<HTMLElement>("anew-style");
  for (const one of carriers) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(one.dataset["css"] ?? "");
    sheets.set(one, sheet);
  }
  if (carriers.length) adopt();
  return () => {
    for (const one of carriers) sheets.delete(one);
    if (carriers.length) adopt();
  };
}

/** All sheets, in the order in which they stand in the page. */
function adopt(): void {
  const places = [...sheets.keys()].sort((one, other) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
  document.adoptedStyleSheets = places.flatMap((place) => sheets.get(place) ?? []);
}

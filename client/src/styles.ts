/**
 * Applies the styles in an author's markup through the DOM, because the content security policy
 * forbids style attributes and `<style>` elements.
 */
const sheets = new Map<Element, CSSStyleSheet>();

/** Applies the styles in markup that was just inserted; returns a function that removes them. */
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

/** Adopts all sheets, in document order. */
function adopt(): void {
  const places = [...sheets.keys()].sort((one, other) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
  document.adoptedStyleSheets = places.flatMap((place) => sheets.get(place) ?? []);
}

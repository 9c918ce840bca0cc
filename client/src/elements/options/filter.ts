/** Filters options by typed text, best matches first. */

export type FilterMode = "fuzzy" | "contains" | "prefix" | null;

/** Normalizes options for searching: without case and accents. */
export function searchable(options: readonly string[]): readonly string[] {
  return options.map(plain);
}

/** The indices of matching options; all, in their order, if nothing is typed. */
export function fitting(texts: readonly string[], typed: string, mode: FilterMode): number[] {
  const wanted = plain(typed.trim());
  if (!wanted || mode === null) return [...texts.keys()];
  const ranks: number[][] = [[], [], [], [], []];
  texts.forEach((text, index) => ranks[rankOf(text, wanted, mode)]?.push(index));
  return ranks.flat();
}

/** The rank of a match: 0 is best, -1 is no match. */
function rankOf(text: string, wanted: string, mode: FilterMode): number {
  const at = text.indexOf(wanted);
  if (at === 0) return text.length === wanted.length ? 0 : 1;
  if (mode === "prefix") return -1;
  if (at > 0) return /\W/.test(text[at - 1] ?? "") ? 2 : 3;
  return mode === "fuzzy" && hasInOrder(text, wanted) ? 4 : -1;
}

/** Whether `text` contains all characters of `wanted` in this order. */
function hasInOrder(text: string, wanted: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

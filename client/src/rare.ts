/** The elements that few apps have: where each is, and one style sheet for all of them. */
import { addSheet } from "./later";
import type { Tag, WireElement } from "./protocol.gen";
import { rareBlocks, rareComponents } from "./rare.gen";
import sheet from "./style/rare.css?url";

let isStyled: Promise<unknown> | undefined;

interface Piece {
  readonly default: unknown;
  /** Called with the element for which it was loaded, whether that is still on the page or not. */
  readonly missed?: (element: WireElement) => void;
}

/**
 * The module of an element's component; undefined if there is no such element.
 *
 * Args:
 *     blocks: The tags of elements without a frame; those of rare ones are added.
 */
export async function loadRare(
  tag: Tag,
  element: WireElement,
  blocks: Set<Tag>,
): Promise<Piece | undefined> {
  for (const own of rareBlocks) blocks.add(own);
  isStyled ??= addSheet(new URL(sheet, import.meta.url).href);
  const [piece] = await Promise.all([rareComponents[tag]?.(), isStyled]);
  (piece as Piece | undefined)?.missed?.(element);
  return piece;
}

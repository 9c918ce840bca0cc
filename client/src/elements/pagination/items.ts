/** Which pages are listed: the first, the last and those around the current one, with gaps between. */

export type Item = number | "gap";

const FEWEST = 5; // Items: the ends, the current page, and a gap on each side of it.
const MOST = 100; // Items, whatever the author asks for: nobody reads more.

/**
 * The items between the arrows, always as many while the user goes on, so that the arrows stay where
 * they are.
 *
 * Args:
 *     wanted: How many the author asks for; 0 for none.
 *     room: How many there is room for.
 */
export function itemsAround(page: number, count: number, wanted: number, room: number): readonly Item[] {
  if (wanted === 0 || room === 0) return [];
  if (wanted === 1 || room < Math.min(FEWEST, count)) return [page];
  const most = Math.min(Math.max(wanted, FEWEST), room, MOST);
  if (count <= most) return range(1, count);
  const before = (most - FEWEST) >> 1;
  const [first, last] = [page - before, page - before + most - FEWEST]; // Of the middle.
  if (first <= 3) return [...range(1, most - 2), "gap", count];
  if (last >= count - 2) return [1, "gap", ...range(count - most + 3, count)];
  return [1, "gap", ...range(first, last), "gap", count];
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

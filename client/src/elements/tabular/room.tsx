/** The room that a table takes, also while it is fetched or could not be. */
import type { DataframeElement } from "../../protocol.gen";
import { HEAD } from "./grid_places";

const MOST_AT_ONCE = 10_000; // The greatest height, in pixels, of a table that shows all its rows.
const AUTO_ROWS = 10;
const BORDERS = 2;

/** The greatest height in pixels; undefined if something around the table sets its height. */
export function mostPixels(height: DataframeElement["height"], rowHeight: number): number | undefined {
  if (height === "content") return MOST_AT_ONCE;
  return height === "auto" ? HEAD + AUTO_ROWS * rowHeight + BORDERS : undefined;
}

/** A placeholder of the table's size, shown while it is fetched. */
export function Room({ element }: { readonly element: Pick<DataframeElement, "rows" | "row_height" | "height"> }) {
  const { rows = 0, row_height = 35, height = "auto" } = element;
  const own = HEAD + rows * row_height + BORDERS;
  const pixels = Math.min(own, mostPixels(height, row_height) ?? own);
  return <div style={typeof height === "number" ? undefined : { height: `${pixels}px` }} />;
}

export function Failed({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <div class="grid-notice" role="alert">
      The table could not be loaded.{" "}
      <button type="button" class="plain-button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}

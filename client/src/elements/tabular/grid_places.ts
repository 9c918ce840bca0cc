/** The positions of a grid's cells, for the keyboard and in pixels. */

export const HEAD = 36; // Pixels of the header, as in data.css.

const SPARE = 6; // Rows that are drawn above and below the visible ones.
const SPARE_PIXELS = 400; // Columns within this distance of the visible ones are drawn, too.
const TALLEST = 12_000_000; // Pixels: browsers cannot draw much further down.

/** The position of a cell as displayed; row -1 is the header. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows of one page. */
  readonly page: number;
}

/** The cell after a key is pressed, with or without Ctrl; undefined if the key does not move. */
export function placeAfter(
  key: string,
  isMost: boolean,
  { row, column }: Place,
  { rows, columns, page }: Extent,
): Place | undefined {
  const [lastRow, lastColumn] = [rows - 1, columns - 1];
  switch (key) {
    case "ArrowDown":
      return within({ row: isMost ? lastRow : row + 1, column });
    case "ArrowUp":
      return within({ row: isMost ? 0 : row - 1, column });
    case "ArrowRight":
      return within({ row, column: isMost ? lastColumn : column + 1 });
    case "ArrowLeft":
      return within({ row, column: isMost ? 0 : column - 1 });
    case "PageDown":
      return within({ row: row + page, column });
    case "PageUp":
      return within({ row: Math.max(0, row - page), column });
    case "Home":
      return within({ row: isMost ? 0 : row, column: 0 });
    case "End":
      return within({ row: isMost ? lastRow : row, column: lastColumn });
    default:
      return undefined;
  }

  function within(place: Place): Place {
    return {
      row: Math.max(-1, Math.min(lastRow, place.row)),
      column: Math.max(0, Math.min(lastColumn, place.column)),
    };
  }
}

/** The rows in pixels. If they are higher than a browser can scroll, scrolling is scaled. */
export class Track {
  /** The height of the visible rows, in pixels. */
  readonly seen: number;
  /** The height that is scrolled through, in pixels. */
  readonly tall: number;
  readonly #scale: number;

  constructor(
    readonly rows: number,
    readonly rowHeight: number,
    height: number,
    readonly top: number,
  ) {
    const whole = rows * rowHeight;
    this.seen = Math.max(rowHeight, height - HEAD);
    this.tall = Math.min(whole, TALLEST);
    this.#scale = this.tall > this.seen ? (whole - this.seen) / (this.tall - this.seen) : 1;
  }

  /** The first row to draw. */
  get first(): number {
    return Math.max(0, Math.floor((this.top * this.#scale) / this.rowHeight) - SPARE);
  }

  /** The row after the last one to draw. */
  get end(): number {
    const bottom = this.top * this.#scale + this.seen;
    return Math.min(this.rows, Math.ceil(bottom / this.rowHeight) + SPARE);
  }

  /** The vertical position of a row, in pixels. */
  at(row: number): number {
    return HEAD + this.top + row * this.rowHeight - this.top * this.#scale;
  }

  /** The scroll position that shows a row; `now` if it is visible already. */
  reach(row: number, now: number): number {
    const [start, end] = [row * this.rowHeight, (row + 1) * this.rowHeight - this.seen];
    const offset = now * this.#scale;
    if (start < offset) return Math.floor(start / this.#scale);
    return end > offset ? Math.ceil(end / this.#scale) : now;
  }
}

/** What of a column decides whether it is drawn. */
export interface Drawable {
  readonly width: number;
  readonly isPinned: boolean;
}

/**
 * The columns to draw, by their positions: the pinned ones, the active one, to which the grid
 * refers, and those that are visible from `left` on within a width in pixels.
 */
export function columnsDrawn(
  columns: readonly Drawable[],
  active: number,
  left: number,
  pixels: number,
): number[] {
  let start = 0;
  return columns.flatMap(({ width, isPinned }, position) => {
    const end = start + width;
    const isNear = end >= left - SPARE_PIXELS && start <= left + pixels + SPARE_PIXELS;
    start = end;
    return isNear || position === active || isPinned ? [position] : [];
  });
}

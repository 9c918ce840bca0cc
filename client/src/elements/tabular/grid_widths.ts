/** The width of a table's column: as its first cells need, within limits. */
import { type CellText, type CellType, itemsOf, labelsOf, type Look } from "./cell_text";
import { brief } from "./grid_rows";
import { isMissing, type SheetColumn } from "./sheet";

const SAMPLE = 100; // How many rows are measured.
const LEAST = 50; // Pixels.
const MOST = 500;
const AROUND = 26; // Pixels around a cell's text, including the arrow of a sorted header.
const HELP = 20; // Pixels of the mark for a header's help.
const CHIP = 22; // Pixels around the text of a chip.
const BUTTON = 34;
// Pixels of cells that are drawn.
const DRAWN: Readonly<Partial<Record<CellType, number>>> = {
  checkbox: 16,
  line_chart: 130,
  bar_chart: 130,
  area_chart: 130,
  progress: 150,
  audio: 70,
  video: 70,
};

export interface Measured {
  readonly name: string;
  readonly look: Look;
  readonly type: CellType;
  readonly text: CellText;
  readonly column: SheetColumn;
  readonly rows: number;
  readonly placeholder: string;
  readonly rowHeight: number;
}

export function columnWidth(measured: Measured): number {
  const { name, look, column, rows } = measured;
  if (look.width) return look.width;
  let widest = measure(name) + (look.help ? HELP : 0);
  for (let row = 0; row < Math.min(rows, SAMPLE); row++) {
    widest = Math.max(widest, cellWidth(measured, row));
  }
  if (rows > SAMPLE) widest = Math.max(widest, cellWidth(measured, rows - 1)); // Numbers of rows.
  return Math.ceil(Math.min(MOST, Math.max(column.isIndex ? LEAST / 2 : LEAST, widest + AROUND)));
}

function cellWidth(
  { type, text, column, look, placeholder, rowHeight }: Measured,
  row: number,
): number {
  const value = column.values[row];
  if (isMissing(value)) return measure(placeholder);
  if (type === "image") return rowHeight * 1.5;
  if (type === "list" || type === "multiselect" || type === "button") {
    const around = type === "button" ? BUTTON : CHIP;
    const items = (type === "button" ? labelsOf(value) : itemsOf(value)).slice(0, SAMPLE);
    const labels = new Map(look.options?.map((option) => [option.value as unknown, option.label]));
    return items.reduce<number>(
      (sum, item) => sum + measure(brief(labels.get(item) || String(item))) + around,
      0,
    );
  }
  return DRAWN[type] ?? measure(brief(text(row) ?? ""));
}

let context: CanvasRenderingContext2D | null | undefined;

/** The width of a text in the page's font. */
function measure(text: string): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * 8;
  context.font = `14px ${letters()}`;
  return context.measureText(text).width;
}

let ownLetters: string | undefined;

function letters(): string {
  ownLetters ??= getComputedStyle(document.body).fontFamily;
  queueMicrotask(() => (ownLetters = undefined)); // The theme may change.
  return ownLetters;
}

/** The tools of a table that is edited: new rows, deleting, undoing. */
import { Tool } from "../shared/tools";
import type { EditingOptions, Edited } from "./use_editing";

const PLUS = "M8 3v10M3 8h10";
const BIN = "M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9M6.8 7v4M9.2 7v4";
const BACK = "M5.5 3 2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H6";
const FORTH = "M10.5 3l3 3-3 3M13.5 6h-7a3.5 3.5 0 0 0 0 7H10";

export interface EditToolsProps extends Pick<EditingOptions, "edits" | "adds"> {
  readonly own: Edited;
}

export function EditTools({ own, edits, adds }: EditToolsProps) {
  const { past, future } = edits.history;
  return (
    <>
      {own.selected.length > 0 && <Tool name="Delete rows" path={BIN} onClick={own.deleteRows} />}
      {past.length > 0 && <Tool name="Undo" path={BACK} onClick={own.undo} />}
      {future.length > 0 && <Tool name="Redo" path={FORTH} onClick={own.redo} />}
      {adds && <Tool name="Add row" path={PLUS} onClick={own.addRow} />}
    </>
  );
}

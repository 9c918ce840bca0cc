/** The state of a combobox: typed text filters its list, and keys move in the list. */
import { useMemo, useState } from "preact/hooks";
import { type Row, rowId } from "./dropdown";
import { type FilterMode, fitting, searchable } from "./filter";

export interface ComboboxOptions {
  /** The id of the list. */
  readonly id: string;
  readonly options: readonly string[];
  readonly mode: FilterMode;
  readonly acceptsNew: boolean;
  /** Options that the list leaves out. */
  readonly hidden?: readonly (number | string)[];
  /** The label of a first row that chooses all options in the list. */
  readonly all?: string | undefined;
  /** The option to which the list is scrolled when it opens. */
  readonly chosen?: number | undefined;
  readonly isDisabled: boolean;
  readonly staysOpen?: boolean;
  readonly pick: (row: Row, shown: readonly Row[]) => void;
}

export interface Combobox {
  readonly isOpen: boolean;
  /** The typed text; undefined if nothing was typed. */
  readonly typed: string | undefined;
  readonly rows: readonly Row[];
  readonly active: number;
  open(): void;
  close(): void;
  toggle(): void;
  type(text: string): void;
  point(index: number): void;
  pick(row: Row): void;
  /** Handles a key; whether it was one of the list's. */
  press(event: KeyboardEvent): boolean;
  /** ARIA attributes for the input. */
  readonly attributes: Readonly<Record<string, string | boolean | undefined>>;
}

const PAGE = 8; // Rows that Page Up and Page Down move.
const OPENING = new Set(["ArrowDown", "ArrowUp", "Enter"]);
const NO_ROWS: readonly Row[] = [];

export function useCombobox(given: ComboboxOptions): Combobox {
  const { id, chosen = 0, isDisabled, staysOpen = false } = given;
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | undefined>();
  const [moved, setMoved] = useState<number | undefined>();
  const rows = useRows(given, isOpen, typed ?? "");
  const start = typed ? 0 : rows.findIndex((row) => row.tag === "option" && row.index === chosen);
  const active = Math.min(moved ?? Math.max(0, start), rows.length - 1);
  const open = () => {
    if (isDisabled || isOpen) return;
    setMoved(undefined);
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    setTyped(undefined);
    setMoved(undefined);
  };
  const type = (text: string) => {
    setTyped(text);
    setMoved(undefined);
    if (!isDisabled) setOpen(true);
  };
  const pick = (row: Row) => {
    given.pick(row, rows);
    if (!staysOpen || row.tag === "all") return close();
    setTyped(undefined);
    // The chosen option leaves the list, so the next one moves to its row.
    setMoved(typed ? undefined : active);
  };
  const toggle = () => (isOpen ? close() : open());
  const attributes = attributesOf(id, isOpen, active);
  const list = { isOpen, typed, rows, active, open, close, toggle, type, point: setMoved, pick };
  return { ...list, press: ({ key }) => press(list, key), attributes };
}

/** Handles a key; false if it is not one of the list's. */
function press(list: Omit<Combobox, "press" | "attributes">, key: string): boolean {
  const { isOpen, rows, active } = list;
  if (!isOpen) {
    if (!OPENING.has(key)) return false;
    list.open();
    return true;
  }
  const row = rows[active];
  const next = rowAfter(key, active, rows.length);
  if (next !== undefined) list.point(next);
  else if (key === "Escape") list.close();
  else if (key !== "Enter") return false;
  else if (row) list.pick(row);
  return true;
}

/** The row after a key is pressed; undefined if the key does not move. */
function rowAfter(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return (from + 1 + count) % Math.max(1, count);
    case "ArrowUp":
      return (from - 1 + count) % Math.max(1, count);
    case "PageDown":
      return Math.min(count - 1, from + PAGE);
    case "PageUp":
      return Math.max(0, from - PAGE);
    default:
      return undefined;
  }
}

function attributesOf(id: string, isOpen: boolean, active: number): Combobox["attributes"] {
  return {
    role: "combobox",
    "aria-expanded": isOpen,
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": isOpen ? id : undefined,
    "aria-activedescendant": isOpen && active >= 0 ? rowId(id, active) : undefined,
  };
}

function useRows(given: ComboboxOptions, isOpen: boolean, typed: string): readonly Row[] {
  const { options, mode, acceptsNew, hidden = NO_ROWS as readonly [], all } = given;
  const texts = useMemo(() => (isOpen ? searchable(options) : []), [options, isOpen]);
  return useMemo(() => {
    if (!isOpen) return NO_ROWS;
    const left = new Set<number | string>(hidden);
    const rows: Row[] = fitting(texts, typed, mode)
      .filter((index) => !left.has(index))
      .map((index) => ({ tag: "option", index, text: options[index] ?? "" }));
    const text = typed.trim();
    const isNew = acceptsNew && text !== "" && !options.includes(text) && !left.has(text);
    if (all && !text && rows.length > 1) rows.unshift({ tag: "all", text: all });
    return isNew ? [...rows, { tag: "new", text }] : rows;
  }, [texts, typed, mode, acceptsNew, hidden, all]);
}

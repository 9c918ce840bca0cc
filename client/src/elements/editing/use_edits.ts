/** The edits of a table: what is shown at once, what is sent, what can be undone. */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { DataEditorElement } from "../../protocol.gen";
import { useSession } from "../shared/session";
import { useValue } from "../shared/value";
import { EMPTY, type Sheet } from "../tabular/sheet";
import { type Change, changed, type State, type Table } from "./changes";
import { asText, type Cells, type Edits, joined, NO_EDITS, readEdits, without } from "./edits";
import { EditedSheet } from "./edited_sheet";
import { isEmpty, isOpen, type Rule } from "./entering";
import { afterRedo, afterStep, afterUndo, type History, NO_HISTORY } from "./history";
import { RowIds } from "./row_ids";

export interface EditsOf {
  readonly edited: EditedSheet;
  readonly state: State;
  readonly history: History;
  /** Makes changes; `isLeaving` if the user is on the way to something else. */
  readonly make: (changes: readonly Change[], isLeaving?: boolean) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly newId: () => number;
}

/** What is not sent. */
interface Local extends Pick<State, "held" | "drafts"> {
  readonly history: History;
}

const NOTHING: Local = { held: new Map(), drafts: new Map(), history: NO_HISTORY };

export function useEdits(element: DataEditorElement, content: Sheet | undefined): EditsOf {
  const { id = "", next_id = 0, rules = [] } = element;
  const { values } = useSession();
  const { value: answered = "", change, changeOnLeaving } = useValue<string>(element);
  const isPending = values.entered(id).value !== undefined;
  const base = useBase(element, content, answered, isPending);
  const edited = useMemo(() => new EditedSheet(base.sheet, base.ids), [base.sheet, base.ids]);
  const [[epoch, local], setLocal] = useState<readonly [string, Local]>(["", NOTHING]);
  const lastId = useRef(-1);
  const now = useEpoch(element);
  const { held, drafts, history } = epoch === now ? local : NOTHING;
  const edits = useMemo(() => readEdits(base.text), [base.text]);
  const state = useMemo(() => ({ edits, held, drafts }), [edits, held, drafts]);
  useMemo(() => edited.show(state), [edited, state]);
  // The present state, also for what is done before it is drawn.
  const present = useRef({ state, history });
  present.current = { state, history };
  const messages = useMessages(element, change);
  const table: Table = {
    valueAt: (row, column) => edited.valueAt(row, column),
    isCertain: (row) => edited.ids.rowOf(row) !== undefined && !isPending,
    cellsOf: (row) => cellsOf(edited, row, rules),
    isComplete: (cells) => isComplete(edited.base, cells, rules),
  };
  const step = (
    changes: readonly Change[],
    after: (history: History, inverse: readonly Change[]) => History,
    isLeaving = false,
  ) => {
    if (!changes.length) return;
    const { state: before, history: past } = present.current;
    const { state: next, inverse } = changed(before, changes, table);
    present.current = { state: next, history: after(past, inverse) };
    setLocal([now, { held: next.held, drafts: next.drafts, history: present.current.history }]);
    if (asText(next.edits) !== asText(before.edits)) (isLeaving ? changeOnLeaving : change)(messages.next(next.edits));
  };
  return {
    edited,
    state,
    history,
    make: (changes, isLeaving) => step(changes, afterStep, isLeaving),
    undo: () => step(present.current.history.past.at(-1) ?? [], afterUndo),
    redo: () => step(present.current.history.future.at(-1) ?? [], afterRedo),
    newId: () => (lastId.current = Math.max(next_id, lastId.current + 1)),
  };
}

/**
 * Numbers the messages. If the script sets the table while one is on its way that it had not heard
 * of, what that adds is sent again, upon what the script has set.
 */
function useMessages(element: DataEditorElement, send: (text: string) => void) {
  const { renewals = 0, heard = 0, value = "" } = element;
  const last = useRef(heard);
  // By number: those of which the record had not heard, and before them what it had.
  const sent = useRef(new Map<number, Edits>());
  const next = (edits: Edits) => {
    const { current } = sent;
    if (!current.has(heard)) current.set(heard, readEdits(value));
    for (const n of current.keys()) if (n < heard) current.delete(n);
    last.current = Math.max(last.current, heard) + 1;
    current.set(last.current, edits);
    return asText(edits, { after: renewals, n: last.current });
  };
  const after = useRef(renewals);
  useLayoutEffect(() => {
    if (after.current === renewals) return;
    after.current = renewals;
    const edits = last.current > heard ? sent.current.get(last.current) : undefined;
    const before = sent.current.get(heard) ?? NO_EDITS;
    sent.current = new Map();
    if (edits) send(next(joined(readEdits(value), without(edits, before))));
  }, [renewals]);
  return { next };
}

/** Changes when the script begins the table anew: then nothing is held, and nothing can be undone. */
function useEpoch({ id = "", renewals = 0, value }: DataEditorElement): string {
  const known = useRef({ id, renewals, start: renewals });
  const { current } = known;
  if (current.renewals !== renewals || current.id !== id) {
    const start = value && current.id === id ? current.start : renewals;
    known.current = { id, renewals, start };
  }
  return `${id} ${known.current.start}`;
}

interface Base {
  readonly sheet: Sheet;
  readonly ids: RowIds;
  /** The edits of this sheet. */
  readonly text: string;
}

/**
 * The table with the edits that belong to it. A new table may still be on its way although its
 * record is there: until it comes, the one before is shown with the edits that it had.
 */
function useBase(
  { address = "", ids: flat = [], rows = 0 }: DataEditorElement,
  content: Sheet | undefined,
  text: string,
  isPending: boolean,
): Base {
  const ids = useMemo(() => new RowIds(flat, rows), [flat.join(), rows]);
  const shown = useRef<Base & { readonly address: string }>({ sheet: EMPTY, ids, text: "", address: "" });
  const isAwaited = content === undefined || (content === shown.current.sheet && address !== shown.current.address);
  if (isAwaited) {
    if (isPending) shown.current = { ...shown.current, text };
  } else shown.current = { sheet: content, ids, text, address };
  return shown.current;
}

function cellsOf(edited: EditedSheet, id: number, rules: readonly Rule[]): Cells {
  if (edited.ids.rowOf(id) === undefined) return new Map();
  const entered = edited.base.columns.filter((_, at) => isOpen(rules[at]));
  return new Map(entered.map(({ name }) => [name, edited.valueAt(id, name)]));
}

function isComplete({ columns }: Sheet, cells: Cells, rules: readonly Rule[]): boolean {
  return columns.every(({ name }, at) => !rules[at]?.is_required || !isOpen(rules[at]) || !isEmpty(cells.get(name)));
}


/** The editor of a cell, above it: what is typed is read when it is left. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Json } from "../../protocol.gen";
import type { Draft } from "./changes";
import { ChoiceEntry, ListEntry } from "./choice_entry";
import { type Entered, readText, type Takes, takesOf, type Target, textToEdit } from "./entering";
import { MomentEntry } from "./moment_entry";
import { TextEntry } from "./text_entry";

/** Where the user goes on after a cell. */
export type Move = "down" | "up" | "left" | "right" | "nowhere";

export interface Finished {
  readonly entered: Entered;
  /** What was typed. */
  readonly text: string;
  readonly move: Move;
}

export interface CellEditorProps {
  readonly target: Target;
  /** The value of the cell. */
  readonly value: unknown;
  readonly draft: Draft | undefined;
  /** The text that was typed to open it, which replaces what was there. */
  readonly typed: string | undefined;
  readonly label: string;
  /** The id of the cell. */
  readonly anchor: string;
  /** Called with undefined if nothing is to change; `isLeaving` if the user pressed elsewhere. */
  readonly onDone: (finished: Finished | undefined, move: Move, isLeaving: boolean) => void;
}

/** What the parts for single kinds of values get. */
export interface EntryProps {
  readonly target: Target;
  readonly value: unknown;
  readonly text: string;
  readonly label: string;
  /** Whether the text was typed to open the editor. */
  readonly isTyped: boolean;
  readonly problem: string | undefined;
  /** The id of what says the problem. */
  readonly describedBy: string;
  readonly onText: (text: string) => void;
  /** Leaves with what was typed, or with a value that was chosen. */
  readonly onFinish: (move: Move, value?: Json) => void;
}

const ENTRIES: Readonly<Partial<Record<Takes, (props: EntryProps) => ComponentChildren>>> = {
  selectbox: ChoiceEntry,
  multiselect: ListEntry,
  list: ListEntry,
  date: MomentEntry,
  time: MomentEntry,
  datetime: MomentEntry,
};

export function CellEditor(props: CellEditorProps) {
  const { target, value, draft, typed, label, anchor, onDone } = props;
  const start = draft?.text ?? textToEdit(value, target);
  const [text, setText] = useState(typed ?? start);
  const [problem, setProblem] = useState(typed === undefined ? draft?.problem : undefined);
  const id = useId();
  const latest = useRef(text); // Keys may be pressed faster than this is drawn.
  const chosen = useRef<Json | undefined>(undefined);
  const isDone = useRef(false);
  const done = (finished: Finished | undefined, move: Move, isLeaving = false) => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(finished, move, isLeaving);
  };
  const finish = (move: Move, own?: Json, isLeaving = false) => {
    const given = own ?? chosen.current;
    const isSame = given === undefined && latest.current === start;
    if (isSame) return done(undefined, move, isLeaving);
    const entered = given === undefined ? readText(latest.current, target) : { value: given };
    // With Enter one stays to correct it; whoever goes elsewhere finds it in the cell.
    if ("problem" in entered && (move === "down" || move === "up")) return setProblem(entered.problem);
    done({ entered, text: latest.current, move }, move, isLeaving);
  };
  const Entry = ENTRIES[takesOf(target.rule)] ?? TextEntry;
  return (
    <OverCell anchor={anchor} isTyped={typed !== undefined} onLeave={() => finish("nowhere", undefined, true)}>
      <div
        onKeyDown={(event) => {
          if (event.isComposing || event.defaultPrevented) return;
          const move = moveOf(event);
          if (!move && event.key !== "Escape") return;
          event.preventDefault(); // A full screen around it stays.
          event.stopPropagation();
          if (move) finish(move);
          else done(undefined, "nowhere");
        }}
      >
        <Entry
          target={target}
          value={value}
          text={text}
          label={label}
          isTyped={typed !== undefined}
          problem={problem}
          describedBy={id}
          onText={(next) => {
            latest.current = next;
            chosen.current = undefined;
            setText(next);
            setProblem(undefined);
          }}
          onFinish={(move, own) => {
            if (move !== "nowhere") return finish(move, own);
            chosen.current = own; // Of several that are chosen one after the other.
          }}
        />
      </div>
      {problem && (
        <div id={id} class="problem" role="alert">
          {problem}
        </div>
      )}
    </OverCell>
  );
}

function moveOf({ key, shiftKey }: KeyboardEvent): Move | undefined {
  if (key === "Enter") return shiftKey ? "up" : "down";
  return key === "Tab" ? (shiftKey ? "left" : "right") : undefined;
}

interface OverCellProps {
  readonly anchor: string;
  readonly isTyped: boolean;
  readonly children: ComponentChildren;
  readonly onLeave: () => void;
}

const MARGIN = 8; // Pixels from the window's edge.
const LEAST_WIDTH = 168; // Pixels: narrower, a date would not fit.

/** A box in the top layer over a cell, at least as large as it. */
function OverCell({ anchor, isTyped, children, onLeave }: OverCellProps) {
  const box = useRef<HTMLDivElement>(null);
  const leave = useRef(onLeave);
  leave.current = onLeave;
  const find = useMemo(() => () => document.getElementById(anchor), [anchor]);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    current.showPopover?.();
    focusIn(current, isTyped);
    const move = () => {
      const cell = find();
      if (cell) place(current, cell.getBoundingClientRect());
    };
    const press = ({ target }: Event) => {
      if (!current.contains(target as Node)) leave.current();
    };
    move();
    addEventListener("pointerdown", press, true);
    addEventListener("scroll", move, true);
    addEventListener("resize", move);
    const sizes = new ResizeObserver(move);
    sizes.observe(current);
    return () => {
      sizes.disconnect();
      removeEventListener("pointerdown", press, true);
      removeEventListener("scroll", move, true);
      removeEventListener("resize", move);
    };
  }, [find]);
  return (
    <div
      ref={box}
      class="cell-editor"
      popover="manual"
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget as Node)) leave.current();
      }}
    >
      {children}
    </div>
  );
}

/** Moves the focus to the input, whose text is selected unless it was just typed. */
function focusIn(box: HTMLElement, isTyped: boolean): void {
  const input = box.querySelector<HTMLInputElement | HTMLTextAreaElement>(".cell-input");
  input?.focus({ preventScroll: true });
  if (isTyped) input?.setSelectionRange(input.value.length, input.value.length);
  else input?.select();
}

function place(box: HTMLElement, { top, left, width, height }: DOMRect): void {
  const least = Math.max(width, LEAST_WIDTH);
  box.style.minWidth = `${least}px`;
  box.style.setProperty("--cell", `${height}px`);
  const rightmost = innerWidth - Math.max(least, box.offsetWidth) - MARGIN;
  box.style.left = `${Math.max(MARGIN, Math.min(left, rightmost))}px`;
  const lowest = innerHeight - box.offsetHeight - MARGIN;
  box.style.top = `${Math.max(MARGIN, Math.min(top, lowest))}px`;
}

/** A list below a box, in the top layer. Only the visible rows are drawn. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { named } from "../shared/test_id";

/** A row of the list: an option, a new option to add, or all options. */
export type Row =
  | { readonly tag: "option"; readonly index: number; readonly text: string }
  | { readonly tag: "new"; readonly text: string }
  | { readonly tag: "all"; readonly text: string };

export interface DropdownProps {
  readonly name: string;
  readonly id: string;
  readonly label: string;
  readonly box: RefObject<HTMLElement | null>;
  readonly rows: readonly Row[];
  readonly active: number;
  /** The text that is shown if there are no rows. */
  readonly nothing: string;
  readonly isMultiple?: boolean;
  readonly isSelected: (row: Row) => boolean;
  readonly onPick: (row: Row) => void;
  readonly onPoint: (index: number) => void;
}

const ROW = 36; // Pixels; the style sheet has the same.
const SPARE = 4; // Rows that are drawn above and below the visible ones.
const IN_SIGHT = 8;
const DISTANCE = 4; // Pixels from the box, and from the window's edge.

export function Dropdown(props: DropdownProps) {
  const { name, id, rows, active } = props;
  const panel = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  usePlace(panel, props.box);
  useLayoutEffect(() => {
    if (panel.current) show(panel.current, active);
  }, [active, rows]);
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const drawn = rows.slice(first, first + IN_SIGHT + 2 * SPARE);
  return (
    <div
      class="dropdown"
      data-baseweb="popover"
      ref={panel}
      popover="manual"
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      // So that the focus stays in the input.
      onMouseDown={(event) => event.preventDefault()}
    >
      {rows.length === 0 && <div class="nothing">{props.nothing}</div>}
      <ul
        {...named(name)}
        id={id}
        role="listbox"
        aria-labelledby={props.label}
        aria-multiselectable={props.isMultiple}
        style={{ height: `${rows.length * ROW}px` }}
      >
        {drawn.map((row, at) => rowAt(props, row, first + at))}
      </ul>
    </div>
  );
}

function rowAt(props: DropdownProps, row: Row, index: number) {
  const { id, rows, active, isSelected, onPick, onPoint } = props;
  return (
    <li
      key={index}
      id={rowId(id, index)}
      role="option"
      aria-selected={isSelected(row)}
      aria-setsize={rows.length}
      aria-posinset={index + 1}
      data-active={index === active}
      data-tag={row.tag}
      style={{ top: `${index * ROW}px` }}
      title={row.text}
      onMouseMove={() => index !== active && onPoint(index)}
      onClick={() => onPick(row)}
    >
      {row.tag === "new" ? `Add: ${row.text}` : row.text}
    </li>
  );
}

export function rowId(id: string, index: number): string {
  return `${id}-${index}`;
}

/** Scrolls only as far as needed to show a row. */
function show(panel: HTMLElement, index: number): void {
  const { scrollTop, clientHeight } = panel;
  const top = Math.max(0, index) * ROW;
  if (top < scrollTop) panel.scrollTop = top;
  else if (top + ROW > scrollTop + clientHeight) panel.scrollTop = top + ROW - clientHeight;
}

/** Places the list below the box, or above it if there is more room, and follows the box. */
function usePlace(
  panel: RefObject<HTMLElement | null>,
  box: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    panel.current?.showPopover?.();
    const follow = () => panel.current && box.current && place(panel.current, box.current);
    addEventListener("scroll", follow, true);
    addEventListener("resize", follow);
    return () => {
      removeEventListener("scroll", follow, true);
      removeEventListener("resize", follow);
    };
  }, []);
  useLayoutEffect(() => {
    if (panel.current && box.current) place(panel.current, box.current);
  });
}

function place(panel: HTMLElement, box: HTMLElement): void {
  const { left, top, bottom, width } = box.getBoundingClientRect();
  const above = top - 2 * DISTANCE;
  const below = innerHeight - bottom - 2 * DISTANCE;
  panel.style.width = `${width}px`;
  panel.style.left = `${left}px`;
  panel.style.maxHeight = "";
  const isAbove = panel.offsetHeight > below && above > below;
  panel.style.maxHeight = `${Math.min(isAbove ? above : below, panel.offsetHeight)}px`;
  panel.style.top = `${isAbove ? top - panel.offsetHeight - DISTANCE : bottom + DISTANCE}px`;
}

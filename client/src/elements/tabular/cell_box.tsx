/** What is in a cell, in a box above the table. Loaded when one is first opened. */
import { useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import Json from "../json";
import { Html } from "../shared/html";
import { Popup, useClosing } from "../shared/popup";
import { safeAddress } from "./cell";
import { itemsOf } from "./cell_text";
import type { GridColumn } from "./grid_columns";
import { isPicture, RichCell } from "./rich_cell";
import { exact } from "./sheet";

export interface CellBoxProps {
  readonly shown: GridColumn;
  readonly row: number | undefined;
  /** The id of the cell. */
  readonly anchor: string;
  readonly onClose: () => void;
}

const MOST_LETTERS = 100_000;

export function CellBox({ shown, row, anchor, onClose }: CellBoxProps) {
  const cell = useMemo(() => ({ current: document.getElementById(anchor) }), [anchor]);
  const own = useRef<HTMLDivElement>(null);
  const id = useId();
  const closing = useClosing(own, cell, true, onClose);
  const inner = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => inner.current?.focus(), []);
  return (
    <Popup anchor={cell} label={id} box={own}>
      <div
        ref={inner}
        class="cell-box"
        tabIndex={-1}
        {...closing}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.stopPropagation(); // A full screen around it stays.
          closing.onKeyDown(event);
        }}
      >
        <div id={id} class="cell-box-name">
          {shown.name || "Cell"}
        </div>
        {row !== undefined && <Content shown={shown} row={row} />}
      </div>
    </Popup>
  );
}

function Content({ shown, row }: { readonly shown: GridColumn; readonly row: number }) {
  const value = shown.column.values[row];
  const text = exact(value).slice(0, MOST_LETTERS);
  switch (shown.type) {
    case "image":
      return isPicture(text) ? (
        <img src={text} alt={shown.name} referrerpolicy="no-referrer" />
      ) : (
        <pre>{text}</pre>
      );
    case "audio":
      // biome-ignore lint/a11y/useMediaCaption: what is heard is the author's
      return safeAddress(text) ? <audio controls src={text} /> : <pre>{text}</pre>;
    case "video":
      // biome-ignore lint/a11y/useMediaCaption: what is seen is the author's
      return safeAddress(text) ? <video controls src={text} /> : <pre>{text}</pre>;
    case "json":
      return isJson(text) ? <Json element={{ tag: "json", body: text }} {...NO_NODE} /> : <pre>{text}</pre>;
    case "markdown": {
      const html = shown.column.html?.[row];
      return html === undefined ? <pre>{text}</pre> : <Html html={html} />;
    }
    case "list":
    case "multiselect":
      return (
        <ul>
          {itemsOf(value).map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the items have no other identity
            <li key={index}>{exact(item)}</li>
          ))}
        </ul>
      );
    case "line_chart":
    case "bar_chart":
    case "area_chart":
      return (
        <div class="cell-box-chart">
          <RichCell shown={shown} row={row} placeholder="" onPress={() => undefined} />
        </div>
      );
    default:
      return <pre>{shown.text(row)?.slice(0, MOST_LETTERS)}</pre>;
  }
}

const NO_NODE = { node: undefined as never, draw: undefined as never };

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

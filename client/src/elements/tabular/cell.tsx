/** What is drawn in a cell: its text, or a box, a bar, a link, chips. */
import type { ComponentChild } from "preact";
import { Icon } from "../shared/icon";
import { useLoaded } from "../shared/lazy";
import { type CellType, itemsOf, shareOf } from "./cell_text";
import type { GridColumn } from "./grid_columns";
import { brief } from "./grid_rows";
import { colorOf } from "./colors";
import { exact, isMissing } from "./sheet";

export interface CellProps {
  readonly shown: GridColumn;
  readonly row: number;
  readonly placeholder: string;
  readonly onPress: (label: string) => void;
}

/** Types whose drawing is loaded when a table has one. */
const RICH: ReadonlySet<string> = new Set<CellType>([
  "image",
  "audio",
  "video",
  "markdown",
  "line_chart",
  "bar_chart",
  "area_chart",
  "button",
]);
const loadRich = () => import("./rich_cell").then((module) => module.RichCell);
const MOST_CHIPS = 50;

/** The component that draws rich cells, once it is loaded; only if a column needs it. */
export function useRich(columns: readonly GridColumn[]) {
  return useLoaded(
    loadRich,
    columns.some(({ type }) => RICH.has(type)),
  );
}

export type RichDrawing = ReturnType<typeof useRich>;

export function drawnCell(props: CellProps, Rich: RichDrawing): ComponentChild {
  const { shown, row, placeholder } = props;
  const value = shown.column.values[row];
  if (isMissing(value)) return shown.text(row) ?? placeholder;
  if (RICH.has(shown.type)) return Rich ? <Rich {...props} /> : null;
  const text = brief(shown.text(row) ?? "");
  switch (shown.type) {
    case "checkbox":
      return typeof value === "boolean" || typeof value === "number" ? (
        <Tick isTicked={Boolean(value)} />
      ) : (
        text
      );
    case "progress":
      return <Progress {...props} text={text} />;
    case "link":
      return <Link address={String(value)} text={text} />;
    case "list":
    case "multiselect":
      return <Chips shown={shown} items={itemsOf(value)} />;
    default:
      return text;
  }
}

/** A box for true or false. The word stays in the page for text search and screen readers. */
export function Tick({ isTicked }: { readonly isTicked: boolean }) {
  return (
    <>
      <svg class="tick" viewBox="0 0 16 16" aria-hidden="true">
        <rect x="1" y="1" width="14" height="14" rx="3" />
        {isTicked && <path d="m4.5 8.2 2.4 2.4 4.6-5" />}
      </svg>
      <span class="only-heard">{isTicked ? "True" : "False"}</span>
    </>
  );
}

function Progress({ shown, row, text }: CellProps & { readonly text: string }) {
  const { column, look } = shown;
  const value = Number(column.values[row]);
  if (Number.isNaN(value)) return <>{text}</>;
  const share = shareOf(column, look, value);
  const color = colorOf(look.color, share >= 0.5);
  return (
    <span class="cell-progress">
      <span class="cell-bar">
        <span style={{ width: `${share * 100}%`, ...(color && { background: color }) }} />
      </span>
      <span>{text}</span>
    </span>
  );
}

/** A link, unless following its address would run something. */
function Link({ address, text }: { readonly address: string; readonly text: string }) {
  const href = safeAddress(address);
  if (!href) return <>{text}</>;
  const isIcon = /^:material\/\w+:$/.test(text);
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" tabIndex={-1} aria-label={isIcon ? address : undefined}>
      {isIcon ? <Icon icon={text} /> : text}
    </a>
  );
}

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address, if a link may have it. */
export function safeAddress(address: string): string | undefined {
  try {
    const url = new URL(address, document.baseURI);
    return SAFE.has(url.protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}

function Chips({ shown, items }: { readonly shown: GridColumn; readonly items: readonly unknown[] }) {
  const options = shown.look.options ?? [];
  return (
    <>
      {items.slice(0, MOST_CHIPS).map((item, index) => {
        const at = options.findIndex(({ value }) => value === item);
        const { label, color } = options[at] ?? {};
        const own = colorOf(color, true, at);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items have no other identity
          <span key={index} class="cell-chip" style={own ? { "--chip": own } : undefined}>
            {brief(label || exact(item) || String(item))}
          </span>
        );
      })}
    </>
  );
}

// lazy
/** A table that scrolls, and can be sorted, searched, arranged, selected from and downloaded. */
import { useMemo, useState } from "preact/hooks";
import type { DataframeElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { FullScreenFrame } from "./shared/full_screen";
import { useSession } from "./shared/session";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";
import { useValue } from "./shared/value";
import { Grid } from "./tabular/grid";
import { type Selectable, type Selected, selectionOf, sentSelection } from "./tabular/grid_selection";
import { GridSearch, GridTools, saveCsv } from "./tabular/grid_tools";
import { Failed, mostPixels, Room } from "./tabular/room";
import { asCsv, EMPTY, everyRow } from "./tabular/sheet";
import { useSheet } from "./tabular/use_sheet";
import { useTable } from "./tabular/use_table";
import { useWindows } from "./tabular/use_windows";

export default function Dataframe({ element }: ElementProps<DataframeElement>) {
  const { row_height = 35, height = "auto" } = element;
  const { content = "", address = "", windows = false, rows = 0 } = element;
  const { content: sheet, hasFailed, retry } = useSheet({ text: content, address: windows ? "" : address });
  const [query, setQuery] = useState<string>();
  const looks = useMemo(() => element.looks ?? [], [JSON.stringify(element.looks)]);
  const session = useSession();
  const whole = useTable(windows ? EMPTY : (sheet ?? EMPTY), looks, query ?? "");
  const source = windows && sheet && { address: session.address.href(asking(address)), rows, head: sheet };
  const table = useWindows(source || undefined, looks, query ?? "") ?? whole;
  const selectable = useSelection(element);
  const { values } = session;
  const tools = sheet && (
    <GridTools
      table={table}
      onDownload={() => (table.windows ? follow(table.windows.file) : saveCsv(asCsv(sheet, everyRow(sheet))))}
      onSearch={() => setQuery(query === undefined ? "" : undefined)}
    />
  );
  return (
    <FullScreenFrame label="Tools of the table" tools={tools}>
      <div {...named("stDataFrame")} data-height={wordOf(height)} style={heightOf(height)}>
        {query !== undefined && <GridSearch query={query} count={table.windows ? table.windows.found : table.rows.length} onChange={setQuery} />}
        {hasFailed && <Failed onRetry={retry} />}
        {sheet && (
          <Grid
            table={table}
            rowHeight={row_height}
            placeholder={element.placeholder ?? "None"}
            label={element.alt || "Table"}
            mostPixels={mostPixels(height, row_height)}
            fills={element.width !== "content"}
            selectable={selectable}
            onSearch={() => setQuery(query ?? "")}
            onButton={({ look }, row, label) => {
              if (!look.trigger) return;
              values.hold(look.trigger, { row, label });
              values.trigger(look.trigger);
            }}
          />
        )}
        {!sheet && !hasFailed && <Room element={element} />}
      </div>
    </FullScreenFrame>
  );
}

/** Where rows of a table are asked for, by the address of its file. */
function asking(address: string): string {
  return address.replace(/^\/media\//, "/_anew/rows/");
}

/** Has the browser save what is at an address. */
function follow(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "table.csv";
  link.click();
}

/** What the app is told of when it is selected; undefined if it does not ask. */
function useSelection(element: DataframeElement): Selectable | undefined {
  const { modes } = element;
  const { value, change } = useValue<Selected | string>(element as never);
  const selected = useMemo(() => selectionOf(value), [value]);
  if (!modes?.length) return undefined;
  return { modes, selected, change: (next) => change(sentSelection(next)) };
}

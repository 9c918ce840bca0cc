// lazy
/** A table that scrolls, and can be sorted, searched and downloaded. */
import { useMemo, useState } from "preact/hooks";
import type { DataframeElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { FullScreenFrame } from "./shared/full_screen";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";
import { Grid } from "./tabular/grid";
import { HEAD } from "./tabular/grid_places";
import { GridSearch, GridTools } from "./tabular/grid_tools";
import { EMPTY, found } from "./tabular/sheet";
import { useSheet } from "./tabular/use_sheet";

const MOST_AT_ONCE = 10_000; // The greatest height, in pixels, of a table that shows all its rows.
const AUTO_ROWS = 10;
const BORDERS = 2;

export default function Dataframe({ element }: ElementProps<DataframeElement>) {
  const { row_height = 35, height = "auto" } = element;
  const { sheet, hasFailed, retry } = useSheet(element);
  const [query, setQuery] = useState<string>();
  const rows = useMemo(() => found(sheet ?? EMPTY, query ?? ""), [sheet, query]);
  const looks = useMemo(() => element.looks ?? [], [element.looks]);
  const tools = sheet && (
    <GridTools
      sheet={sheet}
      rows={rows}
      onSearch={() => setQuery(query === undefined ? "" : undefined)}
    />
  );
  return (
    <FullScreenFrame label="Tools of the table" tools={tools}>
      <div {...named("stDataFrame")} data-height={wordOf(height)} style={heightOf(height)}>
        {query !== undefined && <GridSearch query={query} onChange={setQuery} />}
        {hasFailed && <Failed onRetry={retry} />}
        {sheet && (
          <Grid
            sheet={sheet}
            rows={rows}
            looks={looks}
            rowHeight={row_height}
            placeholder={element.placeholder ?? "None"}
            label={element.alt || "Table"}
            mostPixels={mostPixels(height, row_height)}
            fills={element.width !== "content"}
          />
        )}
        {!sheet && !hasFailed && <Room element={element} />}
      </div>
    </FullScreenFrame>
  );
}

/** The greatest height in pixels; undefined if something around the table sets its height. */
function mostPixels(height: DataframeElement["height"], rowHeight: number): number | undefined {
  if (height === "content") return MOST_AT_ONCE;
  return height === "auto" ? HEAD + AUTO_ROWS * rowHeight + BORDERS : undefined;
}

/** A placeholder of the table's size, shown while it is fetched. */
function Room({ element }: { readonly element: DataframeElement }) {
  const { rows = 0, row_height = 35, height = "auto" } = element;
  const own = HEAD + rows * row_height + BORDERS;
  const pixels = Math.min(own, mostPixels(height, row_height) ?? own);
  return <div style={typeof height === "number" ? undefined : { height: `${pixels}px` }} />;
}

function Failed({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <div class="grid-notice" role="alert">
      The table could not be loaded.{" "}
      <button type="button" class="plain-button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}

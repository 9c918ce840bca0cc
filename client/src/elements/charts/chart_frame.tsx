/** The frame of a chart: its size, its tools, and its data as a table. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { FullScreenFrame } from "../shared/full_screen";
import { useLoaded } from "../shared/lazy";
import { saveFile } from "../shared/save_file";
import { heightOf, type Size, wordOf } from "../shared/size";
import { named } from "../shared/test_id";
import { Tool } from "../shared/tools";
import type { Sheet } from "../tabular/sheet";
import type { Progress } from "./use_drawing";

const SAVE = "M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10";
const TABLE = "M2.5 3h11v10h-11zM2.5 6.5h11M2.5 9.8h11M6.5 3v10";

export interface ChartFrameProps {
  /** Its test id, such as `stPlotlyChart`. */
  readonly name: string;
  readonly element: { readonly alt?: string; readonly height?: Size; readonly width?: Size };
  /** From `useDrawing`. */
  readonly drawn: Progress;
  /** The height of the drawing in pixels, where the author leaves it to the chart. */
  readonly ownHeight?: number | undefined;
  /** The chart as a picture: PNG or SVG. Undefined if it cannot be had. */
  readonly picture?: (() => Promise<Blob | undefined>) | undefined;
  /** The data that it shows. */
  readonly table?: (() => Sheet) | undefined;
  /** Whether the table is shown where the chart cannot be drawn. */
  readonly showsTableInstead?: boolean;
  /** What it is drawn from, where that is text: it is shown in the place of a table. */
  readonly source?: string | undefined;
  /** Whether its data could not be fetched, and how to try again. */
  readonly hasFailed?: boolean;
  readonly retry?: () => void;
  /** Further tools. */
  readonly tools?: ComponentChildren;
}

export function ChartFrame(props: ChartFrameProps) {
  const { name, element, drawn, ownHeight, picture, table, source, tools } = props;
  const { alt = "", height = "content" } = element;
  const [isChosen, setTable] = useState(false);
  const isTable = isChosen || Boolean(props.showsTableInstead && drawn.failure !== undefined);
  const Table = useLoaded(async () => (await import("./chart_table")).ChartTable, isTable && !!table);
  const ownTools = (
    <>
      {tools}
      {(table || source) && (
        <Tool
          name={isTable ? "Show the chart" : table ? "Show the data" : "Show the source"}
          path={TABLE}
          onClick={() => setTable(!isTable)}
        />
      )}
      {picture && <Tool name="Download as picture" path={SAVE} onClick={() => void save(picture)} />}
    </>
  );
  return (
    <FullScreenFrame label="Tools of the chart" tools={ownTools}>
      <div
        {...named(name, "chart")}
        role="figure"
        aria-label={alt || "Chart"}
        data-height={wordOf(height)}
        data-width={wordOf(element.width)}
        style={heightOf(height)}
      >
        {props.hasFailed && <NotFetched retry={props.retry} />}
        {drawn.failure !== undefined && <NotDrawn failure={drawn.failure} />}
        <div
          ref={drawn.box}
          class="chart-drawing"
          hidden={isTable || drawn.failure !== undefined}
          style={height === "content" && ownHeight ? { height: `${ownHeight}px` } : undefined}
        />
        {isTable && Table && table && <Table sheet={table()} label={alt} />}
        {isTable && source && (
          <pre class="chart-source" tabIndex={0}>
            {source}
          </pre>
        )}
      </div>
    </FullScreenFrame>
  );
}

async function save(picture: () => Promise<Blob | undefined>): Promise<void> {
  const blob = await picture();
  if (blob) saveFile(blob, blob.type.startsWith("image/svg") ? "chart.svg" : "chart.png");
}

function NotFetched({ retry }: { readonly retry: (() => void) | undefined }) {
  return (
    <div class="grid-notice" role="alert">
      The data of the chart could not be loaded.{" "}
      <button type="button" class="plain-button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

function NotDrawn({ failure }: { readonly failure: unknown }) {
  const reason = failure instanceof Error ? failure.message : String(failure);
  return (
    <div class="chart-failure" role="alert">
      This chart could not be drawn: {reason}
    </div>
  );
}

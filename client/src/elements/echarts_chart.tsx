// rare
/** A chart of Apache ECharts. The library is loaded with this file. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { EchartsChartElement } from "../protocol.gen";
import { ChartFrame } from "./charts/chart_frame";
import { hasData, sheetOfChart } from "./charts/echarts/data_table";
import { drawChart, type EchartsDrawing, type Wanted } from "./charts/echarts/drawing";
import { isPart, type Option } from "./charts/echarts/option";
import { isNothing, type Selection } from "./charts/echarts/selection";
import { useLooks } from "./charts/looks";
import { useDrawing } from "./charts/use_drawing";
import { useTables } from "./charts/use_tables";
import type { ElementProps } from "./shared/component";
import { type Content, json, useContent } from "./shared/content";
import { useValue } from "./shared/value";
import type { Sheet } from "./tabular/sheet";

const NO_TABLES: readonly Content[] = [];

export default function EchartsChart({ element }: ElementProps<EchartsChartElement>) {
  const { option: source = {}, tables: contents = NO_TABLES, alt = "", renderer = "canvas" } = element;
  const described = useContent(source, json);
  const named = useMemo(
    () => contents.map((content, at) => ({ name: String(at), content })),
    [contents],
  );
  const tables = useTables(named);
  const frame = useRef<HTMLDivElement>(null);
  const looks = useLooks(frame);
  const { value, change } = useValue<Selection>(element as { readonly value?: Selection });
  const now = useRef({ value, change });
  now.current = { value, change };

  const option = isPart(described.content) ? (described.content as Option) : undefined;
  const sheets = useMemo(() => tables.content && [...tables.content.values()], [tables.content]);
  const isThemed = element.themed ?? true;
  const isSelectable = Boolean(element.is_selectable) && !element.disabled;
  const wanted = useMemo((): Wanted | undefined => {
    if (!option || !sheets || !tables.isCurrent || !looks) return undefined;
    return {
      option,
      tables: sheets,
      looks,
      themed: isThemed,
      renderer,
      alt,
      isSelectable,
      selected: () => now.current.value,
      report: (selection) => now.current.change(selection),
    };
  }, [option, sheets, tables.isCurrent, looks, isThemed, renderer, alt, isSelectable]);
  const drawn = useDrawing(drawChart, wanted);
  const drawing = () => drawn.drawing.current as EchartsDrawing | undefined;

  const table = useMemo(() => {
    if (!option || !sheets || !hasData(option)) return undefined;
    let sheet: Sheet | undefined; // It is made when it is first wanted.
    return () => (sheet ??= sheetOfChart(option, sheets));
  }, [option, sheets]);

  const isEmpty = isNothing(value);
  useEffect(() => {
    // The script has taken the selection back, or the user has, by a form that is cleared.
    if (isEmpty && isSelectable) drawing()?.deselect();
  }, [isEmpty, element.renewals]);

  return (
    <div ref={frame} class="chart-place">
      <ChartFrame
        name="stEChartsChart"
        element={element}
        drawn={drawn}
        ownHeight={element.own_height ?? 350}
        picture={async () => drawing()?.picture()}
        table={table}
        hasFailed={described.hasFailed || tables.hasFailed}
        retry={() => {
          described.retry();
          tables.retry();
        }}
      />
    </div>
  );
}

// rare
/** A chart of Vega-Lite. The library is loaded with this file. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { VegaLiteChartElement } from "../protocol.gen";
import { ChartFrame } from "./charts/chart_frame";
import { type Looks, useLooks } from "./charts/looks";
import { useDrawing } from "./charts/use_drawing";
import type { ElementProps } from "./shared/component";
import { json, useContent } from "./shared/content";
import { saveFile } from "./shared/save_file";
import { Tool } from "./shared/tools";
import { useValue } from "./shared/value";
import { begin, type VegaDrawing, type Wanted } from "./vega/drawing";
import type { Selection } from "./vega/selection";
import { isSingle, ownHeight, type Spec } from "./vega/sizing";
import { useTables } from "./charts/use_tables";

const SHAPES = "M2.5 3.5h6v6h-6zM10.5 13.5a3.5 3.5 0 1 0 0-7";
const SHARP = 2; // Pixels of a downloaded picture for each of the page.

export default function VegaLiteChart({ element }: ElementProps<VegaLiteChartElement>) {
  const { spec: source = {}, datasets = [], selectable = [], width, height = "content" } = element;
  const { value = {}, change } = useValue<Selection>(element as never);
  const specification = useContent(source, json);
  const tables = useTables(datasets);
  const frame = useRef<HTMLDivElement>(null);
  const looks = useLooks(frame);
  const report = useRef(change);
  useEffect(() => {
    report.current = change;
  });
  const spec = specification.content as Spec | undefined;
  const key = JSON.stringify([value, selectable]);
  const wanted = useMemo<Wanted | undefined>(() => {
    if (!spec || !tables.content || !looks) return undefined;
    return {
      spec,
      tables: tables.content,
      looks,
      themed: element.themed ?? true,
      width,
      height,
      selectable,
      selection: value,
      report: (selection) => report.current(selection),
    };
  }, [spec, tables.content, looks, element.themed, width, height, key]);
  const drawn = useDrawing(begin, wanted);
  const view = () => (drawn.drawing.current as VegaDrawing | undefined)?.view;
  const sheets = [...(tables.content?.values() ?? [])].sort((a, b) => b.rows - a.rows);
  const alt = element.alt || String(spec?.["description"] ?? "");
  const svg = async () => {
    const text = await view()?.toSVG();
    if (text) saveFile(new Blob([text], { type: "image/svg+xml" }), "chart.svg");
  };
  return (
    <div ref={frame} class="chart-place">
      <ChartFrame
        name="stVegaLiteChart"
        element={{ alt, height, ...(width !== undefined && { width }) }}
        drawn={drawn}
        ownHeight={spec && isSingle(spec) ? ownHeight(spec) : undefined}
        picture={async () => pictureOf(await view()?.toCanvas(SHARP), looks)}
        table={sheets[0] && (() => sheets[0]!)}
        hasFailed={specification.hasFailed || tables.hasFailed}
        retry={() => {
          specification.retry();
          tables.retry();
        }}
        tools={<Tool name="Download as SVG" path={SHAPES} onClick={() => void svg()} />}
      />
    </div>
  );
}

/** The picture on the page's background: what it is pasted into may have another one. */
async function pictureOf(
  canvas: HTMLCanvasElement | undefined,
  looks: Looks | undefined,
): Promise<Blob | undefined> {
  const context = canvas?.getContext("2d");
  if (!canvas || !context) return undefined;
  context.globalCompositeOperation = "destination-over";
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = looks?.background ?? "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined)));
}

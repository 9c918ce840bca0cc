// rare
/** A figure of Plotly. */
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { PlotlyChartElement } from "../protocol.gen";
import { ChartFrame } from "./charts/chart_frame";
import { useLooks } from "./charts/looks";
import { drawFigure, type PlotlyDrawing, type Wanted } from "./charts/plotly/drawing";
import { readFigure } from "./charts/plotly/figure";
import { loadPlotly } from "./charts/plotly/library";
import { renewed } from "./charts/plotly/older";
import { isNothing, type Selection } from "./charts/plotly/selection";
import { themed } from "./charts/plotly/themed";
import { sheetOfTraces } from "./charts/plotly/traces_table";
import { useDrawing } from "./charts/use_drawing";
import type { ElementProps } from "./shared/component";
import { json, useContent } from "./shared/content";
import { useValue } from "./shared/value";

export default function PlotlyChart({ element }: ElementProps<PlotlyChartElement>) {
  const { figure: source = {}, config = "", selection_mode: modes, is_standard = false } = element;
  const { content, hasFailed, retry } = useContent(source, json);
  const place = useRef<HTMLElement | null>(null);
  const looks = useLooks(place);
  const { value, change } = useValue<Selection>(element as { readonly value?: Selection });
  const now = useRef({ value, change });
  now.current = { value, change };

  useMemo(() => void loadPlotly(element.kinds ?? []).catch(() => {}), []); // While the data comes.
  const figure = useMemo(() => content === undefined ? undefined : renewed(readFigure(content)), [content]);
  const isThemed = element.themed ?? true;
  const key = modes?.join();
  const wanted = useMemo((): Wanted | undefined => {
    if (!figure || !looks) return undefined;
    return {
      figure: isThemed ? themed(figure, looks, is_standard) : figure,
      config: config ? JSON.parse(config) : {},
      modes: element.disabled ? [] : (modes ?? []),
      selected: () => now.current.value,
      report: (selection) => now.current.change(selection),
    };
  }, [figure, isThemed ? looks : Boolean(looks), is_standard, config, key]);
  const drawn = useDrawing(drawFigure, wanted);
  useLayoutEffect(() => {
    place.current = drawn.box.current;
  }, []);

  const isEmpty = isNothing(value);
  useEffect(() => {
    // The script has taken the selection back, or the user has, by a form that is cleared.
    if (isEmpty && modes?.length) (drawn.drawing.current as PlotlyDrawing | undefined)?.deselect();
  }, [isEmpty, element.renewals]);

  return (
    <ChartFrame
      name="stPlotlyChart"
      element={element}
      drawn={drawn}
      ownHeight={element.own_height ?? 450}
      table={figure && (() => sheetOfTraces(figure))}
      hasFailed={hasFailed}
      retry={retry}
    />
  );
}

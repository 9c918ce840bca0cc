// rare
/** A graph, which Graphviz lays out in a worker. */
import { useEffect, useMemo } from "preact/hooks";
import type { GraphvizChartElement } from "../protocol.gen";
import { ChartFrame } from "./charts/chart_frame";
import { asPng, asSvg, SaveSvg } from "./charts/pictures";
import { type Drawing, useDrawing } from "./charts/use_drawing";
import { drawn } from "./graphviz_chart/drawn";
import { enter, layout, leave } from "./graphviz_chart/layout";
import type { ElementProps } from "./shared/component";
import { text, useContent } from "./shared/content";

interface Wanted {
  readonly dot: string;
  readonly engine: string;
}

export default function GraphvizChart({ element }: ElementProps<GraphvizChartElement>) {
  const { engine = "dot" } = element;
  const { content, hasFailed, retry } = useContent(element.dot ?? {}, text);
  useEffect(() => {
    enter();
    return leave;
  }, []);
  const wanted = useMemo(
    () => (content === undefined ? undefined : { dot: content, engine }),
    [content, engine],
  );
  const progress = useDrawing<Wanted>(begin, wanted);
  const svg = () => progress.box.current?.querySelector("svg");
  return (
    <ChartFrame
      name="stGraphVizChart"
      element={{ width: "content", ...element }}
      drawn={progress}
      hasFailed={hasFailed}
      retry={retry}
      source={content}
      picture={async () => asPng(asSvg(svg()))}
      tools={<SaveSvg make={() => asSvg(svg())} />}
    />
  );
}

async function begin(box: HTMLElement, wanted: Wanted): Promise<Drawing<Wanted>> {
  const update = async ({ dot, engine }: Wanted) => {
    box.replaceChildren(await drawn(await layout(dot, engine)));
  };
  await update(wanted);
  return { update, end: () => box.replaceChildren() };
}

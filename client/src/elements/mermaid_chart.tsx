// rare
/** A diagram of Mermaid, as a picture: what is in it can neither run nor load anything. */
import { useMemo, useRef } from "preact/hooks";
import type { MermaidChartElement } from "../protocol.gen";
import { ChartFrame } from "./charts/chart_frame";
import { type Looks, useLooks } from "./charts/looks";
import { asPng, SaveSvg } from "./charts/pictures";
import { type Drawing, useDrawing } from "./charts/use_drawing";
import { diagram } from "./mermaid_chart/diagram";
import type { ElementProps } from "./shared/component";
import { text, useContent } from "./shared/content";

interface Wanted {
  readonly body: string;
  readonly looks: Looks;
  readonly alt: string;
  /** What is shown, for who wants to save it. */
  readonly shown: { current: Blob | undefined };
}

export default function MermaidChart({ element }: ElementProps<MermaidChartElement>) {
  const { alt = "" } = element;
  const { content, hasFailed, retry } = useContent(element.body ?? {}, text);
  const shown = useRef<Blob | undefined>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const looks = useLooks(box);
  const wanted = useMemo(
    () => (content === undefined || !looks ? undefined : { body: content, looks, alt, shown }),
    [content, looks, alt],
  );
  const progress = useDrawing<Wanted>(begin, wanted);
  return (
    <div ref={box} class="chart-around">
      <ChartFrame
        name="stMermaidChart"
        element={element}
        drawn={progress}
        hasFailed={hasFailed}
        retry={retry}
        source={content}
        picture={() => asPng(shown.current)}
        tools={<SaveSvg make={() => shown.current} />}
      />
    </div>
  );
}

async function begin(box: HTMLElement, wanted: Wanted): Promise<Drawing<Wanted>> {
  const image = new Image();
  let address = "";
  const forget = () => URL.revokeObjectURL(address);
  const update = async ({ body, looks, alt, shown }: Wanted) => {
    const picture = await diagram(body, looks);
    forget();
    address = URL.createObjectURL(picture);
    image.src = address;
    image.alt = alt || "Diagram";
    shown.current = picture;
    await image.decode();
    if (!image.parentNode) box.append(image);
  };
  await update(wanted);
  const end = () => {
    forget();
    image.remove();
  };
  return { update, end };
}

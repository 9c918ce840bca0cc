// rare
/** A frame that shows a document: another page, a file, or an author's HTML. */
import { useRef, useState } from "preact/hooks";
import { REFUSED, SIZE } from "../inside/messages";
import type { IframeElement } from "../protocol.gen";
import { FEATURES, LEAST, pixelsIn, SANDBOX, useFrame } from "./frames/host";
import { tellOfRefusal } from "./frames/refused";
import type { ElementProps } from "./shared/component";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";

const HEIGHT = 400; // Pixels, of what does not say how high it is.

interface Size {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** The key makes another document another frame: a frame that goes elsewhere adds to the history. */
export default function Iframe({ element }: ElementProps<IframeElement>) {
  return <Document key={element.src} element={element} />;
}

function Document({ element }: { readonly element: IframeElement }) {
  const session = useSession();
  const { src = "", alt = "st.iframe", width = "stretch", height = "content" } = element;
  const frame = useRef<HTMLIFrameElement>(null);
  const [size, setSize] = useState<Size>({});
  useFrame(frame, (message) => {
    if (message.type === REFUSED) tellOfRefusal(session, "html", message["what"]);
    if (message.type !== SIZE) return;
    setSize({ width: pixelsIn(message["width"]), height: pixelsIn(message["height"]) });
  });
  const fits = width === "content" && element.is_measured;
  const style: Record<string, string> = {};
  if (fits && size.width) style["width"] = `${size.width}px`;
  if (typeof height === "number") style["height"] = `${height || LEAST}px`;
  if (height === "content") style["height"] = `${heightOf(element, size)}px`;
  return (
    <div class="foreign-frame" data-hidden={height === 0} data-height={height === "stretch" ? height : undefined}>
      <iframe
        ref={frame}
        {...named("stIFrame")}
        title={alt}
        src={`${session.address.href(src)}${fits ? "?fit" : ""}`}
        sandbox={element.is_measured && !element.is_trusted ? SANDBOX : undefined}
        allow={FEATURES}
        scrolling={element.scrolling ?? true ? "auto" : "no"}
        tabIndex={element.tab_index ?? undefined}
        style={style}
      />
    </div>
  );
}

function heightOf({ is_measured }: IframeElement, size: Size): number {
  return is_measured ? size.height || LEAST : HEIGHT;
}

// rare
/** A component that others wrote, in a frame: it gets arguments and sends values. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type FromFrame, HEIGHT, READY, REFUSED, RENDER, VALUE } from "../inside/messages";
import type { ComponentInstanceElement } from "../protocol.gen";
import { givenTo, type Given } from "./frames/given";
import { FEATURES, LEAST, pixelsIn, SANDBOX, useFrame } from "./frames/host";
import { tellOfRefusal } from "./frames/refused";
import { textOf } from "./frames/sent";
import { themeAt, useThemeChange } from "./frames/theme";
import type { ElementProps } from "./shared/component";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";
import { useValue } from "./shared/value";

const PATIENCE = 4000; // Milliseconds until a frame that says nothing is reported.

export default function ComponentInstance({ element }: ElementProps<ComponentInstanceElement>) {
  const session = useSession();
  const { name = "", is_trusted = false } = element;
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState<number>();
  const { change } = useValue<string>(element);
  const address = useAddress(element);
  // An argument of this name is the height until the frame says another: some never do.
  const given = (height: unknown) => setHeight((before) => before ?? pixelsIn(height));
  const { isLate, ready } = useRendering(element, box, frame, given);
  useFrame(frame, (message: FromFrame) => {
    switch (message.type) {
      case READY:
        return ready();
      case HEIGHT:
        return setHeight((before) => pixelsIn(message["height"]) ?? before);
      case VALUE: {
        const text = textOf(message["value"], message["dataType"]);
        return text === undefined ? undefined : change(text);
      }
      case REFUSED:
        return tellOfRefusal(session, name, message["what"]);
    }
  });
  return (
    <div ref={box} class="foreign-frame" data-hidden={height === 0}>
      {isLate && <Late element={element} address={address} />}
      <iframe
        ref={frame}
        {...named("stCustomComponentV1")}
        title={name}
        src={address}
        sandbox={element.url || is_trusted ? undefined : SANDBOX}
        allow={FEATURES}
        tabIndex={element.tab_index ?? undefined}
        style={{ height: `${height || LEAST}px` }}
      />
    </div>
  );
}

/** The address of the frame: the same for as long as the component is there. */
function useAddress({ src = "" }: ComponentInstanceElement): string {
  const { address } = useSession();
  const [own] = useState(() => {
    const page = encodeURIComponent(location.origin + location.pathname);
    return `${address.href(src)}?streamlitUrl=${page}`;
  });
  return own;
}

/** Sends the arguments once the frame is ready, and again when they, the theme or the room change. */
function useRendering(
  element: ComponentInstanceElement,
  box: { readonly current: HTMLDivElement | null },
  frame: { readonly current: HTMLIFrameElement | null },
  onHeight: (height: unknown) => void,
) {
  const { address } = useSession();
  const given = useRef<Given | undefined>(undefined);
  const isReady = useRef(false);
  const [isLate, setLate] = useState(false);
  const render = () => {
    if (!isReady.current || !given.current || !box.current) return;
    const theme = themeAt(box.current);
    const message = { type: RENDER, ...given.current, disabled: false, theme };
    frame.current?.contentWindow?.postMessage(message, "*"); // An isolated frame has no origin.
  };
  const { args, args_address, parts } = element;
  useEffect(() => {
    let isWanted = true;
    given.current = undefined;
    givenTo(element, (path) => address.href(path)).then((found) => {
      if (!isWanted) return;
      given.current = found;
      onHeight(found.args["height"]);
      render();
    }, console.error);
    return () => {
      isWanted = false;
    };
  }, [args, args_address, JSON.stringify(parts)]);
  useThemeChange(render);
  useEffect(() => {
    const timer = setTimeout(() => setLate(!isReady.current), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  useShownAgain(box, render);
  const ready = () => {
    isReady.current = true;
    setLate(false);
    render();
  };
  return { isLate, ready };
}

/** Calls `shown` when an element that had no room gets some: what is hidden cannot measure itself. */
function useShownAgain(box: { readonly current: HTMLElement | null }, shown: () => void): void {
  useEffect(() => {
    let had = box.current?.offsetWidth ?? 0;
    const watch = new ResizeObserver(() => {
      const has = box.current?.offsetWidth ?? 0;
      if (has && !had) shown();
      had = has;
    });
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
}

interface LateProps {
  readonly element: ComponentInstanceElement;
  readonly address: string;
}

function Late({ element: { name = "", url = "", is_trusted }, address }: LateProps) {
  const where = url || new URL(address.split("?")[0] ?? "", location.href).href;
  const [module = ""] = name.split(".");
  return (
    <div class="frame-late" role="alert">
      The component <strong>{name}</strong> does not answer. Its frame is at <code>{where}</code>.{" "}
      {url
        ? "Look whether a server runs there."
        : !is_trusted && (
            <>
              Its frame is isolated. If the component needs more, and you trust its code, set{" "}
              <code>component.trusted = ["{module}"]</code>.
            </>
          )}
    </div>
  );
}

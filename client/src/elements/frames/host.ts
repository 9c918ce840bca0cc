/** Hears what frames say, and tells them apart by the window that a message comes from. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { type FromFrame, isFromFrame } from "../../inside/messages";
import { keepInPlace } from "./stay";

/**
 * What isolated frames may do. The server has the same words for their documents. Trusted ones have no
 * sandbox, because they could leave it. Pages of ours around others have one inside.
 */
export const SANDBOX =
  "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads";

/** What frames may ask the browser for; it asks the user where that matters. */
export const FEATURES = [
  "accelerometer",
  "autoplay",
  "camera",
  "clipboard-read",
  "clipboard-write",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "microphone",
  "midi",
  "picture-in-picture",
  "screen-wake-lock",
]
  .map((feature) => `${feature} *`)
  .join("; ");

/**
 * The least height of a frame, in pixels. In one that has none, or is out of sight, browsers stop
 * what measures and animates if its origin is another, as that of an isolated frame is.
 */
export const LEAST = 1;

interface Ref {
  readonly current: HTMLIFrameElement | null;
}

type Hear = (message: FromFrame) => void;

const hearing = new Map<HTMLIFrameElement, Hear>();

addEventListener("message", ({ data, source }) => {
  if (!source || !isFromFrame(data)) return;
  // Looked up each time: a frame that was loaded again after all has another window.
  for (const [frame, hear] of hearing) if (frame.contentWindow === source) hear(data);
});

/** Calls `hear` for what a frame says, from before it is loaded; and keeps the frame in its place. */
export function useFrame(frame: Ref, hear: Hear): void {
  const latest = useRef(hear);
  latest.current = hear;
  // A layout effect: the frame is in the page, but nothing of it can have run.
  useLayoutEffect(() => {
    const own = frame.current;
    if (!own) return undefined;
    keepInPlace(own);
    hearing.set(own, (message) => latest.current(message));
    return () => void hearing.delete(own);
  }, []);
}

/** A number of pixels that a frame has named; undefined for anything else. */
export function pixelsIn(size: unknown): number | undefined {
  const isSize = typeof size === "number" && size >= 0 && size <= 1e6;
  return isSize ? Math.ceil(size) : undefined;
}

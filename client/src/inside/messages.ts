/** The messages between a frame and the page, as compiled into published packages. */

/** What a frame says. */
export interface FromFrame {
  readonly isStreamlitMessage: true;
  readonly type: string;
  readonly [field: string]: unknown;
}

export const READY = "streamlit:componentReady";
export const HEIGHT = "streamlit:setFrameHeight";
export const VALUE = "streamlit:setComponentValue";
export const RENDER = "streamlit:render";
/** Ours: the frame was refused something, because it is isolated. */
export const REFUSED = "anew:refused";
/** Ours: the size of a document's content. */
export const SIZE = "anew:size";

export function isFromFrame(data: unknown): data is FromFrame {
  return (
    typeof data === "object" &&
    data !== null &&
    "isStreamlitMessage" in data &&
    data.isStreamlitMessage === true &&
    "type" in data &&
    typeof data.type === "string"
  );
}

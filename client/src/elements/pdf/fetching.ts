/** The content of a PDF: from the app itself, or from elsewhere through a page that may ask there. */

export interface Fetching {
  readonly content: Promise<ArrayBuffer>;
  readonly stop: () => void;
}

/** Fetches a file of the app. */
export function fetchOwn(address: string): Fetching {
  const stopping = new AbortController();
  const content = fetch(address, { signal: stopping.signal }).then((response) => {
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return response.arrayBuffer();
  });
  return { content, stop: () => stopping.abort() };
}

/**
 * Fetches a file from elsewhere.
 *
 * Args:
 *     relay: A page of the app whose own policy allows it that one address (`inside/fetched.ts`).
 */
export function fetchElsewhere(relay: string): Fetching {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.src = relay;
  let stop = () => frame.remove();
  const content = new Promise<ArrayBuffer>((done, failed) => {
    const hear = ({ data, source, origin }: MessageEvent<unknown>) => {
      if (source !== frame.contentWindow || origin !== location.origin) return;
      stop();
      if (data instanceof ArrayBuffer) done(data);
      else failed(new Error("The file could not be fetched from there."));
    };
    addEventListener("message", hear);
    stop = () => {
      removeEventListener("message", hear);
      frame.remove();
    };
  });
  document.body.append(frame);
  return { content, stop: () => stop() };
}

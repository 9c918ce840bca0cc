/** Uploads a file in an HTTP request of its own, not through the WebSocket. */
import type { Session } from "../../session";
import { type GivenFile, type NextAttempt, NotTaken, type Sending } from "./transfers";

const PATH = "/_anew/upload";
// Statuses for which another attempt would fail in the same way.
const FINAL: ReadonlySet<number> = new Set([413, 415]);
// Those of a proxy whose server is away.
const AWAY: ReadonlySet<number> = new Set([502, 503, 504]);
const FIRST_PAUSE = 250; // Milliseconds before the second attempt; each pause is twice the last.

/** Starts to upload a file for a widget. */
export function upload(
  session: Session,
  widget: string,
  { file, name }: GivenFile,
  onProgress: (progress: number) => void,
): Sending {
  const request = opened("POST", session, widget); // Not `fetch`, which does not report progress.
  request.setRequestHeader("X-Anew-File-Name", encodeURIComponent(wellFormed(name)));
  if (file.type) request.setRequestHeader("Content-Type", file.type);
  request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
  const id = new Promise<string>((resolve, reject) => {
    request.onload = () => {
      if (request.status === 200) resolve((JSON.parse(request.responseText) as { id: string }).id);
      else reject(new NotTaken(sentenceOf(request), nextAttemptAfter(request.status)));
    };
    request.onerror = () => reject(new NotTaken("The connection to the server broke off.", "by itself"));
  });
  request.send(file);
  return { id, cancel: () => request.abort() };
}

/** Resolves after a pause, once the page is connected; then what was cut off may be sent again. */
export async function restored({ connection }: Session, attempts: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE * 2 ** (attempts - 1)));
  await new Promise<void>((resolve) => {
    const stop = connection.subscribe(({ tag }) => {
      if (tag !== "connected") return;
      resolve();
      queueMicrotask(() => stop()); // The first call comes before `subscribe` returns.
    });
  });
}

/** Tells the server to delete a file that is in no widget's value. */
export function forget(session: Session, widget: string, id: string): void {
  const request = opened("DELETE", session, widget);
  request.setRequestHeader("X-Anew-File", id);
  request.send();
}

function opened(method: string, session: Session, widget: string): XMLHttpRequest {
  const request = new XMLHttpRequest();
  request.open(method, session.address.href(PATH));
  request.setRequestHeader("X-Anew-Tab", session.tab);
  request.setRequestHeader("X-Anew-Widget", widget);
  return request;
}

function nextAttemptAfter(status: number): NextAttempt {
  if (AWAY.has(status)) return "by itself";
  return FINAL.has(status) ? "none" : "by user";
}

function sentenceOf(request: XMLHttpRequest): string {
  const isPlain = request.getResponseHeader("Content-Type")?.startsWith("text/plain");
  return (isPlain && request.responseText) || "The server could not take it.";
}

/** Replaces lone surrogates, which `encodeURIComponent` would refuse. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

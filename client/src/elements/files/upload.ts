/** How a file gets to the server: in a request of its own, beside the conversation. */
import type { Session } from "../../session";
import { type GivenFile, NotTaken, type Sending } from "./transfers";

const PATH = "/_anew/upload";
// Another attempt could not end otherwise.
const FINAL = new Set([413, 415]);

/** Sends a file for a widget. */
export function upload(
  session: Session,
  widget: string,
  { file, name }: GivenFile,
  onProgress: (progress: number) => void,
): Sending {
  const request = opened("POST", session, widget); // `fetch` does not tell how far it is.
  request.setRequestHeader("X-Anew-File-Name", encodeURIComponent(wellFormed(name)));
  if (file.type) request.setRequestHeader("Content-Type", file.type);
  request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
  const id = new Promise<string>((resolve, reject) => {
    request.onload = () => {
      if (request.status === 200) resolve((JSON.parse(request.responseText) as { id: string }).id);
      else reject(new NotTaken(sentenceOf(request), !FINAL.has(request.status)));
    };
    request.onerror = () => reject(new NotTaken("The connection to the server broke off.", true));
  });
  request.send(file);
  return { id, cancel: () => request.abort() };
}

/** Tells the server that a file which no value names is not wanted. */
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

function sentenceOf(request: XMLHttpRequest): string {
  const isPlain = request.getResponseHeader("Content-Type")?.startsWith("text/plain");
  return (isPlain && request.responseText) || "The server could not take it.";
}

/** Text without halves of characters, which no address can hold. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

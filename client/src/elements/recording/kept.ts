/** The one file of a widget that makes it itself: a recording, a photo. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Session } from "../../session";
import type { Transfers } from "../files/transfers";
import { type FilesElement, NO_IDS, useFiles } from "../files/use_files";
import { useSession } from "../shared/session";
import { useValue } from "../shared/value";

const FETCHED_AT_ONCE = 8 * 1024 ** 2; // Bytes: what is larger, when it is asked for.

export interface Kept {
  /** Whether there is one, even if its content is not here yet. */
  readonly isThere: boolean;
  readonly content: Blob | undefined;
  readonly transfers: Transfers;
  /** For screen readers. */
  readonly said: string;
  /** Why its content cannot be shown. */
  readonly problem: string;
  keep(content: Blob, name: string): void;
  clear(): void;
  /** The content, which is fetched if it is not here. */
  fetch(): Promise<Blob | undefined>;
}

export function useKept(element: FilesElement): Kept {
  const session = useSession();
  const { transfers, files, said, give, remove } = useFiles(element);
  const [id] = useValue<readonly string[]>(element).value ?? NO_IDS;
  const made = useRef<File | undefined>(undefined);
  const contents = useRef(new Map<string, Blob>());
  const fetched = useSignal(0);
  const problem = useSignal("");
  void fetched.value; // What is fetched is drawn.
  const file = id === undefined ? undefined : files.get(id);
  if (id && file && file.name === made.current?.name) contents.current.set(id, made.current); // It has come.
  const isComing = transfers.list.value.length > 0;
  const content = isComing ? made.current : contents.current.get(id ?? "");
  const fetch = async () => {
    if (content || !id) return content;
    try {
      contents.current.set(id, await stored(session, element.id ?? "", id));
      problem.value = "";
      fetched.value += 1;
    } catch (error) {
      problem.value = (error as Error).message;
    }
    return contents.current.get(id);
  };
  useEffect(() => {
    problem.value = "";
    if (id && !content && (file?.size ?? 0) <= FETCHED_AT_ONCE) void fetch();
  }, [id]);
  return {
    isThere: Boolean(id) || isComing,
    content,
    transfers,
    said,
    problem: problem.value,
    keep: (blob, name) => {
      made.current = new File([blob], name, { type: blob.type });
      give([{ file: made.current, name }]);
    },
    clear: () => {
      transfers.stop();
      if (id) remove(file ?? { id, name: "It", size: 0 });
    },
    fetch,
  };
}

/** A file of the widget's value, as the server has it. */
async function stored(session: Session, widget: string, id: string): Promise<Blob> {
  const headers = { "X-Anew-Tab": session.tab, "X-Anew-Widget": widget, "X-Anew-File": id };
  const answer = await fetch(session.address.href("/_anew/upload"), { headers }).catch(() => undefined);
  if (answer?.ok) return answer.blob();
  throw new Error((await answer?.text()) || "The connection to the server broke off.");
}

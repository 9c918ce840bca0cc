/** The files of a widget: those that are being uploaded, and those in its value. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FileUploaderElement } from "../../protocol.gen";
import type { Session } from "../../session";
import { useSession } from "../shared/session";
import { useValue } from "../shared/value";
import { droppedFiles, refusalOf } from "./given_files";
import { type GivenFile, type ShownFile, Transfers } from "./transfers";
import { forget, restored, upload } from "./upload";

export const NO_IDS: readonly string[] = [];
/** A widget whose value is files. */
export type FilesElement = Omit<FileUploaderElement, "tag">;

const MOST_FILES = 1000; // The server's limit per widget.
const ONLY_FILES = "Only files can be dropped here.";

export function useFiles(element: FilesElement) {
  const session = useSession();
  const [said, setSaid] = useState("");
  const known = useRef(new Map<string, ShownFile>());
  for (const file of element.files ?? []) known.current.set(file.id, file);
  const widget = useWidget(session, element);
  const transfers = useTransfers(session, widget, known.current, setSaid);
  const give = (given: readonly GivenFile[]) => {
    if (given.length === 0) return;
    if (widget.isOne) transfers.stop(); // The new file replaces the old one.
    const room = widget.isOne ? 1 : MOST_FILES - widget.value.length;
    if (given.length > room) session.notify(tooMany(widget.isOne ? 1 : MOST_FILES));
    transfers.add(given.slice(0, Math.max(room, 0)));
  };
  const drop = async (data: DataTransfer) => {
    const takesFolders = widget.element.accepts === "folder";
    try {
      const given = await droppedFiles(data, takesFolders);
      if (given.length) give(given);
      else session.notify(takesFolders ? "The folder is empty." : ONLY_FILES);
    } catch {
      session.notify("What was dropped cannot be read.");
    }
  };
  const remove = ({ id, name }: ShownFile) => {
    const isUnsent = widget.isUnsent;
    widget.change(widget.value.filter((other) => other !== id));
    setSaid(`${name} is removed.`);
    if (isUnsent && !widget.element.value?.includes(id)) forget(session, widget.id, id);
  };
  return { transfers, files: known.current, said, give, drop, remove };
}

/** The current state of the widget, for uploads, which may last longer than one rendering. */
interface Widget {
  readonly id: string;
  readonly element: FilesElement;
  readonly isOne: boolean;
  /** The ids of the files in its value. */
  readonly value: readonly string[];
  /** Whether the user has changed them and no event has been sent yet. */
  readonly isUnsent: boolean;
  change(ids: readonly string[]): void;
}

function useWidget(session: Session, element: FilesElement): Widget {
  const { change } = useValue<readonly string[]>(element);
  const newest = useRef({ element, change });
  newest.current = { element, change };
  const id = element.id ?? "";
  const entered = () => session.values.entered(id).peek();
  return useMemo(
    () => ({
      id,
      get element() {
        return newest.current.element;
      },
      get isOne() {
        return (newest.current.element.accepts ?? "one") === "one";
      },
      get value() {
        const own = entered();
        return own ? (own.value as readonly string[]) : (newest.current.element.value ?? NO_IDS);
      },
      get isUnsent() {
        const own = entered();
        return own !== undefined && own.event === undefined;
      },
      change: (ids) => newest.current.change(ids),
    }),
    [session, id],
  );
}

function useTransfers(
  session: Session,
  widget: Widget,
  known: Map<string, ShownFile>,
  say: (words: string) => void,
): Transfers {
  const transfers = useMemo(
    () =>
      new Transfers({
        refusal: (given) => refusalOf(widget.element, given),
        send: (given, onProgress) => upload(session, widget.id, given, onProgress),
        restored: (attempts) => restored(session, attempts),
        arrived: (files) => {
          for (const file of files) known.set(file.id, file);
          const ids = files.map(({ id }) => id);
          widget.change(widget.isOne ? ids.slice(-1) : [...widget.value, ...ids]);
        },
        say,
      }),
    [widget],
  );
  useEffect(() => () => transfers.stop(), [transfers]);
  return transfers;
}

function tooMany(most: number): string {
  return `Only ${most === 1 ? "one file" : `${most} files`} can be uploaded here.`;
}

/** The files of a message that is being written: chosen or dropped, and uploaded at once. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ChatInputElement } from "../../protocol.gen";
import { chosenFiles, droppedFiles, refusalOf } from "../files/given_files";
import { type GivenFile, type ShownFile, Transfers } from "../files/transfers";
import { forget, restored, upload } from "../files/upload";
import { useSession } from "../shared/session";
import { named } from "../shared/test_id";

const MOST_FILES = 1000; // The server's limit per message.
const NONE: readonly ShownFile[] = [];

export interface Attachments {
  readonly files: Signal<readonly ShownFile[]>;
  readonly transfers: Transfers;
  /** For screen readers: what has happened to a file. */
  readonly said: Signal<string>;
  give(given: readonly GivenFile[]): void;
  drop(data: DataTransfer): Promise<void>;
  remove(file: ShownFile): void;
  /** The files of a message that is being sent, which the next one does not have. */
  take(): readonly ShownFile[];
}

export function useAttachments(element: ChatInputElement): Attachments {
  const session = useSession();
  const files = useSignal(NONE);
  const said = useSignal("");
  const newest = useRef(element);
  newest.current = element;
  const { id = "" } = element;
  const attachments = useMemo(() => {
    const takesOne = () => newest.current.accepts === "one";
    const transfers = new Transfers({
      refusal: (given) => refusalOf(newest.current, given),
      send: (given, onProgress) => upload(session, id, given, onProgress),
      restored: (attempts) => restored(session, attempts),
      arrived: (arrived) => {
        files.value = takesOne() ? arrived.slice(-1) : [...files.peek(), ...arrived];
      },
      say: (words) => void (said.value = words),
    });
    const give = (given: readonly GivenFile[]) => {
      if (given.length === 0) return;
      if (takesOne()) transfers.stop(); // The new file replaces the old one.
      const room = takesOne() ? 1 : MOST_FILES - files.peek().length;
      if (given.length > room) session.notify(tooMany(takesOne() ? 1 : MOST_FILES));
      transfers.add(given.slice(0, room));
    };
    return {
      files,
      transfers,
      said,
      give,
      drop: async (data: DataTransfer) => {
        try {
          give(await droppedFiles(data, newest.current.accepts === "folder"));
        } catch {
          session.notify("What was dropped cannot be read.");
        }
      },
      remove: (file: ShownFile) => {
        files.value = files.peek().filter((other) => other !== file);
        said.value = `${file.name} is removed.`;
        forget(session, id, file.id);
      },
      take: () => {
        const taken = files.peek();
        files.value = NONE;
        return taken;
      },
    };
  }, [session, id]);
  useEffect(() => () => attachments.transfers.stop(), [attachments]);
  return attachments;
}

interface AttachProps {
  readonly element: ChatInputElement;
  readonly isDisabled: boolean;
  readonly onChoose: (given: readonly GivenFile[]) => void;
}

/** The button that opens the browser's file chooser. */
export function Attach({ element, isDisabled, onChoose }: AttachProps) {
  const { types = [], accepts = "" } = element;
  const input = useRef<HTMLInputElement>(null);
  const label = accepts === "folder" ? "Upload a folder" : `Upload ${accepts === "one" ? "a file" : "files"}`;
  return (
    <span {...named("stChatInputFileUploadButton")}>
      <input
        ref={input}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label={label}
        accept={types.join(",") || undefined}
        multiple={accepts !== "one"}
        {...(accepts === "folder" && { webkitdirectory: true })}
        disabled={isDisabled}
        onChange={({ currentTarget }) => {
          onChoose(chosenFiles(currentTarget));
          currentTarget.value = ""; // So that the same file can be chosen again.
        }}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={label}
        title={label}
        disabled={isDisabled}
        onClick={() => input.current?.click()}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 3v10M3 8h10" />
        </svg>
      </button>
    </span>
  );
}

function tooMany(most: number): string {
  return `Only ${most === 1 ? "one file" : `${most} files`} can be sent here.`;
}

// lazy
/** A place to upload files: a button that opens the chooser, and takes what is dropped on it. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { FileUploaderElement } from "../protocol.gen";
import { FileChips } from "./files/file_chips";
import { chosenFiles, droppedFiles, isOfTypes, sizeOf, wordsOf } from "./files/given_files";
import { type GivenFile, type ShownFile, Transfers } from "./files/transfers";
import { forget, upload } from "./files/upload";
import type { ElementProps } from "./shared/component";
import { Field, idsOf } from "./shared/label";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";
import { useValue } from "./shared/value";

const NO_IDS: readonly string[] = [];
const NO_TYPES: readonly string[] = [];
const MAX_BYTES = 200 * 1024 ** 2;
const MOST_FILES = 1000; // The server holds no more for one widget.

export default function FileUploader({ element }: ElementProps<FileUploaderElement>) {
  const { types = NO_TYPES, accepts = "one", disabled = false } = element;
  const { value = NO_IDS } = useValue<readonly string[]>(element);
  const { transfers, files, said, give, drop, remove } = useFiles(element);
  const [isOver, setIsOver] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const ids = idsOf(element);
  const isSending = transfers.isSending;
  useEffect(() => {
    input.current?.setCustomValidity(isSending ? "Wait until the files are uploaded." : "");
  }, [isSending]);
  const dragged = (event: DragEvent) => {
    if (disabled || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    setIsOver(true);
  };
  return (
    <Field name="stFileUploader" element={element}>
      <section
        class="dropzone"
        data-over={isOver}
        onDragEnter={dragged}
        onDragOver={dragged}
        onDragLeave={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget as Node | null)) setIsOver(false);
        }}
        onDrop={(event) => {
          setIsOver(false);
          if (disabled || !event.dataTransfer) return;
          event.preventDefault();
          void drop(event.dataTransfer);
        }}
      >
        <button
          ref={button}
          id={ids.control}
          type="button"
          {...named("stFileUploaderDropzone")}
          disabled={disabled}
          aria-labelledby={`${ids.label} ${ids.control}-words`}
          onClick={() => input.current?.click()}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M8 10.5v-8m-3 3 3-3 3 3m-8.5 5v2h11v-2" />
          </svg>
          <span id={`${ids.control}-words`}>
            <b>{INVITATIONS[accepts]}</b>
            <small>{limitsOf(element)}</small>
          </span>
        </button>
        <input
          ref={input}
          type="file"
          {...named("stFileUploaderDropzoneInput", "unseen")}
          tabIndex={-1}
          aria-labelledby={ids.label}
          aria-invalid={isSending}
          accept={types.join(",") || undefined}
          multiple={accepts !== "one"}
          {...(accepts === "folder" && { webkitdirectory: true })}
          disabled={disabled}
          onChange={({ currentTarget }) => {
            give(chosenFiles(currentTarget));
            currentTarget.value = ""; // The same file may be chosen again.
          }}
        />
      </section>
      <FileChips
        files={value.map((id) => files.get(id) ?? { id, name: "file", size: 0 })}
        transfers={transfers}
        isDisabled={disabled}
        onRemove={remove}
        onRemoved={() => button.current?.focus()}
      />
      <div role="status" class="unseen">
        {said}
      </div>
    </Field>
  );
}

const ONLY_FILES = "Only files can be dropped here.";
const INVITATIONS = {
  one: "Choose a file or drop it here",
  many: "Choose files or drop them here",
  folder: "Choose a folder or drop it here",
} as const;

/** What the widget does with files: those on their way, and those that its value names. */
function useFiles(element: FileUploaderElement) {
  const session = useSession();
  const [said, setSaid] = useState("");
  const known = useRef(new Map<string, ShownFile>());
  for (const file of element.files ?? []) known.current.set(file.id, file);
  const { change } = useValue<readonly string[]>(element);
  // What is on its way outlasts this drawing, and then speaks with the newest.
  const newest = useRef({ element, change });
  newest.current = { element, change };
  const widget = element.id ?? "";
  const valueNow = (): readonly string[] => {
    const entered = session.values.entered(widget).peek();
    if (entered) return entered.value as readonly string[];
    return newest.current.element.value ?? NO_IDS;
  };
  const transfers = useMemo(
    () =>
      new Transfers({
        refusal: (given) => refusalOf(newest.current.element, given),
        send: (given, onProgress) => upload(session, widget, given, onProgress),
        arrived: (files) => {
          for (const file of files) known.current.set(file.id, file);
          const isOne = (newest.current.element.accepts ?? "one") === "one";
          const ids = files.map(({ id }) => id);
          newest.current.change(isOne ? ids.slice(-1) : [...valueNow(), ...ids]);
        },
        say: setSaid,
      }),
    [session, widget],
  );
  useEffect(() => () => transfers.stop(), [transfers]);
  const give = (given: readonly GivenFile[]) => {
    const isOne = (newest.current.element.accepts ?? "one") === "one";
    if (given.length === 0) return;
    if (isOne) transfers.stop(); // The new one takes its place.
    const room = isOne ? 1 : MOST_FILES - valueNow().length;
    if (given.length > room) session.notify(tooMany(isOne ? 1 : MOST_FILES));
    transfers.add(given.slice(0, Math.max(room, 0)));
  };
  return {
    transfers,
    files: known.current,
    said,
    give,
    drop: async (data: DataTransfer) => {
      const takesFolders = newest.current.element.accepts === "folder";
      try {
        const given = await droppedFiles(data, takesFolders);
        if (given.length) give(given);
        else session.notify(takesFolders ? "The folder is empty." : ONLY_FILES);
      } catch {
        session.notify("What was dropped cannot be read.");
      }
    },
    remove: ({ id, name }: ShownFile) => {
      const entered = session.values.entered(widget).peek();
      const isUnsent = entered !== undefined && entered.event === undefined;
      newest.current.change(valueNow().filter((other) => other !== id));
      setSaid(`${name} is removed.`);
      if (isUnsent && !newest.current.element.value?.includes(id)) forget(session, widget, id);
    },
  };
}

/** What the server would say, said before anything is sent. */
function refusalOf(element: FileUploaderElement, given: GivenFile): string | undefined {
  const { types = NO_TYPES, max_bytes = MAX_BYTES } = element;
  if (given.file.size > max_bytes) return `It is larger than ${sizeOf(max_bytes)}.`;
  if (!isOfTypes(types, given)) return `It is not of these types: ${wordsOf(types)}.`;
  return undefined;
}

function tooMany(most: number): string {
  return `Only ${most === 1 ? "one file" : `${most} files`} can be uploaded here.`;
}

/** What may be uploaded, in a line. */
function limitsOf({ types = NO_TYPES, max_bytes = MAX_BYTES }: FileUploaderElement): string {
  const most = `up to ${sizeOf(max_bytes)}`;
  return types.length ? `${wordsOf(types)} · ${most}` : most;
}

/** The drop zone: a button that opens the file chooser, on which files can also be dropped. */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { FileUploaderElement } from "../../protocol.gen";
import { idsOf } from "../shared/label";
import { named } from "../shared/test_id";
import { useDropping } from "./dropping";
import { chosenFiles, limitsOf } from "./given_files";
import type { GivenFile } from "./transfers";

export interface DropzoneProps {
  readonly element: FileUploaderElement;
  readonly button: RefObject<HTMLButtonElement | null>;
  /** Whether files are being uploaded, so that their form must wait. */
  readonly isSending: boolean;
  readonly onChoose: (files: readonly GivenFile[]) => void;
  readonly onDrop: (data: DataTransfer) => Promise<void>;
}

const INVITATIONS = {
  one: "Choose a file or drop it here",
  many: "Choose files or drop them here",
  folder: "Choose a folder or drop it here",
} as const;

export function Dropzone({ element, button, isSending, onChoose, onDrop }: DropzoneProps) {
  const { accepts = "one", disabled = false } = element;
  const input = useRef<HTMLInputElement>(null);
  const { isOver, ...dropping } = useDropping(disabled, onDrop);
  const ids = idsOf(element);
  return (
    <section class="dropzone" data-over={isOver} {...dropping}>
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
      <Chooser element={element} input={input} isSending={isSending} onChoose={onChoose} />
    </section>
  );
}

type ChooserProps = Pick<DropzoneProps, "element" | "isSending" | "onChoose"> & {
  readonly input: RefObject<HTMLInputElement | null>;
};

/** The browser's own file input: invisible, but it opens the file chooser. */
function Chooser({ element, input, isSending, onChoose }: ChooserProps) {
  const { types = [], accepts = "one" } = element;
  useEffect(() => {
    input.current?.setCustomValidity(isSending ? "Wait until the files are uploaded." : "");
  }, [isSending]);
  return (
    <input
      ref={input}
      type="file"
      {...named("stFileUploaderDropzoneInput", "unseen")}
      tabIndex={-1}
      aria-labelledby={idsOf(element).label}
      aria-invalid={isSending}
      accept={types.join(",") || undefined}
      multiple={accepts !== "one"}
      {...(accepts === "folder" && { webkitdirectory: true })}
      disabled={element.disabled ?? false}
      onChange={({ currentTarget }) => {
        onChoose(chosenFiles(currentTarget));
        currentTarget.value = ""; // So that the same file can be chosen again.
      }}
    />
  );
}

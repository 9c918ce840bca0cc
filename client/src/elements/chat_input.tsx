// rare
/** A field for a message, which is sent once: at Enter, or with its button. */
import { batch, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { ChatInputElement } from "../protocol.gen";
import { Attach, useAttachments } from "./chat/attachments";
import { goToEndOfPage } from "./chat/scrolling";
import { useDropping } from "./files/dropping";
import { FileChips } from "./files/file_chips";
import type { ShownFile } from "./files/transfers";
import { forget } from "./files/upload";
import type { ElementProps } from "./shared/component";
import { useLoaded } from "./shared/lazy";
import { useSession } from "./shared/session";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";

const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

export default function ChatInput({ element }: ElementProps<ChatInputElement>) {
  const { placeholder, max_chars = 0, accepts = "", submit_mode = "submit" } = element;
  const { records = false } = element;
  const session = useSession();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useText(element);
  const attachments = useAttachments(element);
  const { files, transfers, said } = attachments;
  const recording = useSignal<ShownFile | undefined>(undefined);
  const isRecording = useSignal(false);
  const voice = useLoaded(() => import("./chat/voice"), records);
  const isWaiting = useWaiting();
  const mayBeStopped = isWaiting.value && submit_mode === "stop";
  const isDisabled = (element.disabled ?? false) || (isWaiting.value && submit_mode !== "submit");
  const isTooLong = text.value.length > session.longestText;
  const attached = recording.value ? [...files.value, recording.value] : files.value;
  const isEmpty = !text.value.trim() && attached.length === 0;
  const maySend = !isDisabled && !isEmpty && !isTooLong && !transfers.isSending;
  useGrowing(field, text.value);
  const send = () => {
    if (!maySend) return;
    const said = text.peek();
    const ids = attachments.take().map(({ id }) => id);
    const audio = recording.peek()?.id;
    const { id = "" } = element;
    const takesMore = accepts || records;
    batch(() => {
      session.values.hold(id, takesMore ? JSON.stringify({ text: said, files: ids, audio }) : said);
      session.values.trigger(id);
      isWaiting.value = true;
      text.value = "";
      recording.value = undefined;
    });
    if (field.current?.closest(".stBottom")) goToEndOfPage();
  };
  useEffect(() => {
    if (!isRecording.value) return undefined;
    return () => field.current?.focus(); // It is there again.
  }, [isRecording.value]);
  const sendSpoken = useOnce(!transfers.isSending, send);
  const { isOver, ...dropping } = useDropping(isDisabled || !accepts, attachments.drop);
  return (
    <div {...named("stChatInput")} data-disabled={isDisabled} data-recording={isRecording.value}>
      <div
        class="chat-box"
        data-over={isOver}
        {...dropping}
        // Its margins belong to the field.
        onClick={({ target, currentTarget }) => target === currentTarget && field.current?.focus()}
      >
        <FileChips
          files={attached}
          transfers={transfers}
          isDisabled={isDisabled}
          onRemove={(file) => {
            if (file !== recording.peek()) return attachments.remove(file);
            recording.value = undefined;
            forget(session, element.id ?? "", file.id);
          }}
          onRemoved={() => field.current?.focus()}
        />
        {accepts && (
          <Attach element={element} isDisabled={isDisabled} onChoose={attachments.give} />
        )}
        <textarea
          ref={field}
          {...named("stChatInputTextArea")}
          rows={1}
          style={minimumOf(element.height)}
          data-height={wordOf(element.height)}
          value={text.value}
          maxLength={max_chars || undefined}
          placeholder={placeholder}
          disabled={isDisabled}
          aria-label={placeholder}
          aria-invalid={isTooLong}
          enterkeyhint="send"
          onInput={({ currentTarget }) => void (text.value = currentTarget.value)}
          onPaste={({ clipboardData }) => {
            if (accepts && clipboardData?.files.length) void attachments.drop(clipboardData);
          }}
          onKeyDown={(event) => {
            // While text is composed, as in Japanese, Enter chooses what was meant. (Safari ends the
            // composition first, and sends 229.)
            if (event.key !== "Enter" || event.shiftKey) return;
            if (event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            send();
          }}
        />
        {max_chars > 0 && text.value && (
          <span {...named("InputInstructions", "chat-count")}>
            {[...text.value].length}/{max_chars}
          </span>
        )}
        {voice && (
          <voice.Voice
            element={element}
            isDisabled={isDisabled}
            isOn={isRecording}
            onArrived={(arrived) => {
              recording.value = arrived;
              sendSpoken();
            }}
            onRemoved={() => field.current?.focus()}
          />
        )}
        {mayBeStopped ? (
          <button
            type="button"
            {...named("stChatInputStopButton", "send-button")}
            aria-label="Stop script"
            onClick={() => session.stopScript()}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M5 5h6v6H5z" />
            </svg>
          </button>
        ) : (
          <button
            type="button"
            {...named("stChatInputSubmitButton", "send-button")}
            aria-label="Send message"
            disabled={!maySend}
            onClick={() => {
              send();
              field.current?.focus();
            }}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M8 13V3.5M3.75 7.5 8 3.25l4.25 4.25" />
            </svg>
          </button>
        )}
      </div>
      {isTooLong && (
        <div class="problem" role="alert">
          This is too long: it may have {session.longestText.toLocaleString("en")} characters.
        </div>
      )}
      <div role="status" class="unseen">
        {said}
      </div>
    </div>
  );
}

/** What is typed and not sent: it is the browser's own, whatever the server sends. */
function useText({ id = "", renewals = 0, text: written = "", accepts, records }: ChatInputElement) {
  const text = useSignal(written);
  const { values } = useSession();
  const isPlain = !accepts && !records;
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    if (!isFirst.current) text.value = written; // The author has written it.
    isFirst.current = false;
  }, [renewals]);
  const entered = values.entered(id).value;
  useEffect(() => {
    if (!entered || entered.event) return;
    // It was sent in a session that is gone, and it is the user's to send it again.
    const lost = entered.value as string;
    text.value ||= isPlain ? lost : (JSON.parse(lost) as { text: string }).text;
    values.forget(id);
  }, [entered]);
  return text;
}

/** Does something when it is next drawn that it can be done: what is said then is what is there. */
function useOnce(mayBe: boolean, act: () => void): () => void {
  const isWanted = useSignal(false);
  useEffect(() => {
    if (!isWanted.value || !mayBe) return;
    isWanted.value = false;
    act();
  }, [isWanted.value, mayBe]);
  return () => void (isWanted.value = true);
}

/** Whether the run of the last message lasts. */
function useWaiting() {
  const { scriptState } = useSession();
  const isWaiting = useSignal(false);
  const isRunning = scriptState.value === "running";
  useLayoutEffect(() => {
    if (!isRunning) isWaiting.value = false;
  }, [isRunning]);
  return isWaiting;
}

/** Makes the field as high as its text, where the style sheet cannot. */
function useGrowing(field: { readonly current: HTMLTextAreaElement | null }, text: string) {
  useLayoutEffect(() => {
    if (GROWS_BY_ITSELF || !field.current) return;
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);
}

function minimumOf(height: ChatInputElement["height"]) {
  const { height: minHeight } = heightOf(height) ?? {};
  return minHeight ? { minHeight } : undefined;
}

/** A message that is spoken: a button that begins to record, and what takes the field's place then. */
import type { Signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ChatInputElement } from "../../protocol.gen";
import { FileChips } from "../files/file_chips";
import { refusalOf } from "../files/given_files";
import { type ShownFile, Transfers } from "../files/transfers";
import { restored, upload } from "../files/upload";
import type { Recorder } from "../recording/recorder";
import { Sign } from "../recording/signs";
import { stampOf } from "../recording/stamp";
import { useRecorder } from "../recording/use_recorder";
import { timeOf, Waveform } from "../recording/waveform";
import { useSession } from "../shared/session";
import { named } from "../shared/test_id";

export interface VoiceProps {
  readonly element: ChatInputElement;
  readonly isDisabled: boolean;
  /** Whether it records, so that the field makes room. */
  readonly isOn: Signal<boolean>;
  /** Its recording has arrived at the server. */
  readonly onArrived: (recording: ShownFile) => void;
  /** A recording that has not arrived is removed: its button had the focus. */
  readonly onRemoved: () => void;
}

export function Voice({ element, isDisabled, isOn, onArrived, onRemoved }: VoiceProps) {
  const transfers = useTransfer(element, onArrived);
  const { recorder, isBeginning, problem, begin, stop, cancel } = useRecorder(element, (wav) => {
    const name = `audio-${stampOf(new Date())}.wav`;
    transfers.add([{ file: new File([wav], name, { type: wav.type }), name }]);
  });
  const own = recorder.value;
  useEffect(() => {
    isOn.value = own !== undefined;
  }, [own]);
  useEffect(() => {
    if (element.disabled) cancel();
  }, [element.disabled]);
  return (
    <>
      {own ? (
        <Recording recorder={own} onCancel={cancel} onDone={() => void stop()} />
      ) : (
        <button
          type="button"
          {...named("stChatInputMicButton", "icon-button")}
          aria-label="Start recording"
          title="Start recording"
          aria-busy={isBeginning.value}
          disabled={isDisabled || transfers.isSending}
          onClick={() => void begin()}
        >
          <Sign of="microphone" />
        </button>
      )}
      <div class="voice-told">
        <FileChips
          files={[]}
          transfers={transfers}
          isDisabled={false}
          onRemove={() => undefined}
          onRemoved={onRemoved}
        />
        {problem.value && (
          <div class="problem" role="alert">
            {problem.value}
          </div>
        )}
      </div>
      <div role="status" class="unseen">
        {own && "It is being recorded."}
      </div>
    </>
  );
}

interface RecordingProps {
  readonly recorder: Recorder;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

function Recording({ recorder, onCancel, onDone }: RecordingProps) {
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => done.current?.focus(), []);
  const peaks = recorder.peaks.value;
  return (
    <div
      class="recording"
      data-on="true"
      role="group"
      aria-label="Recording"
      onKeyDown={({ key }) => key === "Escape" && onCancel()}
    >
      <Waveform testId="stChatInputWaveform" peaks={(count) => (count ? peaks.slice(-count) : [])} />
      <span class="time">{timeOf(recorder.seconds.value)}</span>
      <button
        type="button"
        {...named("stChatInputCancelButton", "icon-button")}
        aria-label="Cancel recording"
        title="Cancel recording"
        onClick={onCancel}
      >
        <Sign of="clear" />
      </button>
      <button
        ref={done}
        type="button"
        {...named("stChatInputApproveButton", "send-button")}
        aria-label="Send recording"
        title="Send recording"
        onClick={onDone}
      >
        <Sign of="done" />
      </button>
    </div>
  );
}

/** Takes recordings to the server, one at a time. */
function useTransfer(element: ChatInputElement, onArrived: VoiceProps["onArrived"]): Transfers {
  const session = useSession();
  const newest = useRef({ element, onArrived });
  newest.current = { element, onArrived };
  const { id = "" } = element;
  const transfers = useMemo(
    () =>
      new Transfers({
        refusal: (given) => refusalOf({ ...newest.current.element, types: [] }, given),
        send: (given, onProgress) => upload(session, id, given, onProgress),
        restored: (attempts) => restored(session, attempts),
        arrived: ([recording]) => recording && newest.current.onArrived(recording),
        say: () => undefined, // The message that follows says it.
      }),
    [session, id],
  );
  useEffect(() => () => transfers.stop(), [transfers]);
  return transfers;
}

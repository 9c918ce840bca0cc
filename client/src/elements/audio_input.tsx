// rare
/** A recorder of sound: one button that records and stops, and the recording, to be heard. */
import { useEffect, useRef } from "preact/hooks";
import type { AudioInputElement } from "../protocol.gen";
import { FileChips } from "./files/file_chips";
import { useKept } from "./recording/kept";
import { NotReady, UPLOADING } from "./recording/not_ready";
import { usePlayer } from "./recording/player";
import type { Recorder } from "./recording/recorder";
import { Sign } from "./recording/signs";
import { stampOf } from "./recording/stamp";
import { useRecorder } from "./recording/use_recorder";
import { timeOf, Waveform } from "./recording/waveform";
import { peaksOf } from "./recording/wav";
import type { ElementProps } from "./shared/component";
import { Field, idsOf } from "./shared/label";
import { saveFile } from "./shared/save_file";
import { named } from "./shared/test_id";

const WAVEFORM = "stAudioInputWaveSurfer";

export default function AudioInput({ element }: ElementProps<AudioInputElement>) {
  const { disabled = false } = element;
  const kept = useKept(element);
  const { recorder, isBeginning, problem, begin, stop, cancel } = useRecorder(element, (wav) =>
    kept.keep(wav, `${stampOf(new Date())}_audio.wav`),
  );
  const player = usePlayer(kept.content);
  const record = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (disabled) cancel();
  }, [disabled]);
  const isOn = recorder.value !== undefined;
  const hasSound = kept.isThere && !isOn;
  const withContent = async (use: (content: Blob) => void) => {
    const content = await kept.fetch();
    if (content) use(content);
  };
  const ids = idsOf(element);
  return (
    <Field name="stAudioInput" element={element}>
      <div
        id={ids.control}
        class="recorder"
        data-on={isOn}
        role="group"
        aria-labelledby={ids.label}
        aria-disabled={disabled}
      >
        <button
          ref={record}
          type="button"
          {...named("stAudioInputActionButton", "icon-button", "record-button")}
          aria-label={isOn ? "Stop recording" : "Record"}
          aria-busy={isBeginning.value}
          disabled={disabled}
          onClick={() => {
            if (isOn) return void stop();
            if (player.isPlaying && kept.content) player.toggle(kept.content);
            void begin();
          }}
        >
          <Sign of={isOn ? "stop" : "microphone"} />
        </button>
        {hasSound && (
          <button
            type="button"
            {...named("stAudioInputActionButton", "icon-button")}
            aria-label={player.isPlaying ? "Pause" : "Play"}
            onClick={() => void withContent(player.toggle)}
          >
            <Sign of={player.isPlaying ? "pause" : "play"} />
          </button>
        )}
        <NotReady
          element={element}
          why={isOn ? "Stop the recording first." : kept.transfers.isSending ? UPLOADING : ""}
        />
        {recorder.value ? <Live recorder={recorder.value} /> : <Recorded player={player} />}
        {hasSound && (
          <button
            type="button"
            class="icon-button"
            aria-label="Download as WAV"
            onClick={() => void withContent((wav) => saveFile(wav, "recording.wav"))}
          >
            <Sign of="save" />
          </button>
        )}
        {hasSound && !disabled && (
          <button
            type="button"
            class="icon-button"
            aria-label="Clear recording"
            onClick={() => {
              kept.clear();
              record.current?.focus();
            }}
          >
            <Sign of="clear" />
          </button>
        )}
      </div>
      {(problem.value || kept.problem) && (
        <div class="problem" role="alert">
          {problem.value || kept.problem}
        </div>
      )}
      <FileChips
        files={[]}
        transfers={kept.transfers}
        isDisabled={disabled}
        onRemove={() => undefined}
        onRemoved={() => record.current?.focus()}
      />
      <div role="status" class="unseen">
        {isOn ? "It is being recorded." : kept.said}
      </div>
    </Field>
  );
}

/** What is being recorded: the last of it, and for how long. */
function Live({ recorder }: { readonly recorder: Recorder }) {
  const peaks = recorder.peaks.value;
  return (
    <>
      <Waveform testId={WAVEFORM} peaks={(count) => (count ? peaks.slice(-count) : [])} />
      <Time seconds={recorder.seconds.value} />
    </>
  );
}

/** What is recorded, which can be heard from anywhere. */
function Recorded({ player }: { readonly player: ReturnType<typeof usePlayer> }) {
  const { sound, position, isPlaying } = player;
  const seconds = sound?.seconds ?? 0;
  const isAtStart = position === 0 && !isPlaying;
  return (
    <>
      <div class="recorded">
        <Waveform
          testId={WAVEFORM}
          peaks={(count) => (sound ? peaksOf(sound.samples, count) : [])}
          played={isAtStart ? (sound ? 1 : 0) : position / (seconds || 1)}
        />
        {sound && (
          <input
            type="range"
            class="position"
            min={0}
            max={seconds}
            step="any"
            value={position}
            aria-label="Position"
            aria-valuetext={timeOf(position)}
            onInput={({ currentTarget }) => player.seek(Number(currentTarget.value))}
          />
        )}
      </div>
      <Time seconds={isAtStart ? seconds : position} />
    </>
  );
}

function Time({ seconds }: { readonly seconds: number }) {
  return <span {...named("stAudioInputWaveformTimeCode")}>{timeOf(seconds)}</span>;
}

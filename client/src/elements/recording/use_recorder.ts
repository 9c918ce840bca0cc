/** A recorder for a component: begun, stopped, and ended with the component. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { NoDevice } from "./devices";
import { Recorder } from "./recorder";

/** The fields of a record that says what a recording is like. */
export interface RecordingElement {
  readonly sample_rate?: number;
  readonly max_bytes?: number;
}

const RATE = 16_000;
const MAX_BYTES = 200 * 1024 ** 2;

export interface Recording {
  /** The one that is on. */
  readonly recorder: Signal<Recorder | undefined>;
  /** Whether the browser asks its user, or looks for the microphone. */
  readonly isBeginning: Signal<boolean>;
  /** Why it did not begin, or had to end. */
  readonly problem: Signal<string>;
  begin(): Promise<void>;
  stop(): Promise<void>;
  cancel(): void;
}

/** `onMade` gets what was recorded. */
export function useRecorder(element: RecordingElement, onMade: (wav: Blob) => void): Recording {
  const recorder = useSignal<Recorder | undefined>(undefined);
  const isBeginning = useSignal(false);
  const problem = useSignal("");
  const newest = useRef(onMade);
  newest.current = onMade;
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      recorder.peek()?.cancel();
    };
  }, []);
  const stop = async () => {
    const made = recorder.peek();
    if (!made) return;
    recorder.value = undefined;
    newest.current(await made.stop());
  };
  const begin = async () => {
    if (recorder.peek() || isBeginning.peek()) return;
    isBeginning.value = true;
    problem.value = "";
    try {
      const begun = await Recorder.begin({
        rate: element.sample_rate ?? RATE,
        maxBytes: element.max_bytes ?? MAX_BYTES,
        ended: (reason) => {
          if (!recorder.peek()) return;
          problem.value = reason;
          void stop();
        },
      });
      if (isGone.current) begun.cancel();
      else recorder.value = begun;
    } catch (error) {
      problem.value = error instanceof NoDevice ? error.message : `It cannot be recorded: ${error}`;
    }
    isBeginning.value = false;
  };
  const cancel = () => {
    recorder.peek()?.cancel();
    recorder.value = undefined;
  };
  return { recorder, isBeginning, problem, begin, stop, cancel };
}

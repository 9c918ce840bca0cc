/**
 * A recording that is being made: from the microphone to a WAV file.
 *
 * Its samples come from an `AudioWorklet`. A `MediaRecorder` would give them in a lossy form, each
 * browser in another. What has come is brought to its final form at once, so a recording takes
 * no more memory than its file, and is complete as soon as it is stopped.
 */
import { signal } from "@preact/signals";
import { close, NoDevice, opened } from "./devices";
import { Resampler } from "./resampler";
import type { Tapped } from "./tap_worker";
import tap from "./tap_worker?worker";
import { HEADER, pcmOf, wavOf } from "./wav";

const LAST_BLOCK_MS = 500; // After that, the thread of sound will not answer any more.

export interface RecorderOptions {
  /** Samples per second; 0 for those of the browser. */
  readonly rate: number;
  readonly maxBytes: number;
  /** It cannot go on, for this reason, and has to be stopped. */
  readonly ended: (reason: string) => void;
}

export class Recorder {
  readonly seconds = signal(0);
  /** How loud each block was, from 0 to 1. */
  readonly peaks = signal<readonly number[]>([]);
  readonly #options: RecorderOptions;
  readonly #stream: MediaStream;
  readonly #context: AudioContext;
  readonly #node: AudioWorkletNode;
  readonly #rate: number;
  readonly #resampler: Resampler | undefined;
  readonly #pieces: Int16Array<ArrayBuffer>[] = [];
  #bytes = HEADER;
  #isComplete = () => {};

  /** Begins to record. Call it as the user clicks: some browsers are silent otherwise. */
  static async begin(options: RecorderOptions): Promise<Recorder> {
    const context = typeof AudioContext === "undefined" ? undefined : new AudioContext();
    let stream: MediaStream | undefined;
    try {
      stream = await opened("microphone", { channelCount: { ideal: 1 } });
      if (!context?.audioWorklet) throw new NoDevice("This browser cannot record sound.");
      await context.audioWorklet.addModule(new URL(tap, import.meta.url));
      await context.resume();
      return new Recorder(context, stream, options);
    } catch (error) {
      close(stream);
      void context?.close();
      throw error;
    }
  }

  private constructor(context: AudioContext, stream: MediaStream, options: RecorderOptions) {
    this.#options = options;
    this.#stream = stream;
    this.#context = context;
    const own = Math.round(context.sampleRate);
    this.#rate = options.rate || own;
    this.#resampler = this.#rate === own ? undefined : new Resampler(own, this.#rate);
    this.#node = new AudioWorkletNode(context, "tap");
    this.#node.port.onmessage = ({ data }: MessageEvent<Tapped>) =>
      data ? this.#take(data) : this.#isComplete();
    context.createMediaStreamSource(stream).connect(this.#node);
    this.#node.connect(context.destination); // It is silent, but only what is heard surely runs.
    for (const track of stream.getTracks()) {
      track.onended = () => options.ended("The microphone is gone. What was recorded is kept.");
    }
  }

  /** Ends it: the file. */
  async stop(): Promise<Blob> {
    const complete = new Promise<void>((resolve) => {
      this.#isComplete = resolve;
      setTimeout(resolve, LAST_BLOCK_MS);
    });
    this.#node.port.postMessage("stop");
    await complete;
    this.cancel();
    if (this.#resampler) this.#add(this.#resampler.end());
    return wavOf(this.#pieces, this.#rate);
  }

  /** Ends it, for nothing. */
  cancel(): void {
    this.#node.port.onmessage = null;
    for (const track of this.#stream.getTracks()) track.onended = null;
    close(this.#stream);
    if (this.#context.state !== "closed") void this.#context.close();
  }

  #take(samples: Float32Array): void {
    this.#add(this.#resampler?.push(samples) ?? samples);
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    this.peaks.value = [...this.peaks.peek(), Math.min(1, peak)].slice(-MOST_PEAKS);
    this.seconds.value = (this.#bytes - HEADER) / 2 / this.#rate;
    if (this.#bytes + 2 * this.#rate <= this.#options.maxBytes) return;
    this.#options.ended("The recording is as long as it may be, and is kept.");
  }

  #add(samples: Float32Array): void {
    const piece = pcmOf(samples);
    this.#bytes += piece.byteLength;
    this.#pieces.push(piece);
  }
}

const MOST_PEAKS = 500; // More than any waveform shows.

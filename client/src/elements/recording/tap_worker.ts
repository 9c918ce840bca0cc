/** Runs on the browser's thread of sound: hands the microphone's samples to the page, in blocks. */

// What such a thread has, of which TypeScript knows nothing.
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

/** Samples; null after the last ones. */
export type Tapped = Float32Array<ArrayBuffer> | null;

const SAMPLES = 2048; // Per block: 43 ms at 48,000 per second.

registerProcessor(
  "tap",
  class extends AudioWorkletProcessor {
    #block = new Float32Array(SAMPLES);
    #filled = 0;
    #isOver = false;

    constructor() {
      super();
      this.port.onmessage = () => {
        this.#isOver = true;
        this.#handOver();
        this.port.postMessage(null satisfies Tapped);
      };
    }

    process([channels]: Float32Array[][]): boolean {
      if (this.#isOver) return false;
      const length = channels?.[0]?.length ?? 0; // There are none while nothing is connected.
      for (let index = 0; index < length; index++) {
        let sum = 0;
        for (const channel of channels!) sum += channel[index]!;
        this.#block[this.#filled++] = sum / channels!.length;
        if (this.#filled === SAMPLES) this.#handOver();
      }
      return true;
    }

    #handOver(): void {
      const block = this.#block.slice(0, this.#filled);
      this.#filled = 0;
      this.port.postMessage(block satisfies Tapped, [block.buffer]);
    }
  },
);

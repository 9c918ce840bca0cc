/**
 * Changes how many samples a second there are, as they come.
 *
 * Each new sample is the old signal at its moment, without what the new rate cannot carry: a sum of
 * the samples around it, weighted by a windowed sinc. The browser's own way, a buffer played in an
 * `OfflineAudioContext`, needs all samples at once, and in Chromium it interpolates only: a tone of
 * 15 kHz turns up as one of 1 kHz at 16,000 samples a second.
 */
const LOBES = 24; // Of the sinc, on each side: more cut more sharply.
const PASSED = 0.94; // Of the frequencies that the lower rate can carry.

export class Resampler {
  readonly #up: number;
  readonly #down: number;
  readonly #reach: number;
  /** The weights for each position of a new sample between two old ones. */
  readonly #weights: readonly Float32Array[];
  /** The old samples that are still needed. The first is that with the number `first`. */
  #old: Float32Array;
  #first: number;
  #taken = 0;
  #made = 0;

  constructor(from: number, to: number) {
    const common = divisor(from, to);
    this.#up = to / common;
    this.#down = from / common;
    const passed = PASSED * Math.min(1, to / from);
    this.#reach = Math.ceil(LOBES / passed);
    this.#weights = Array.from({ length: this.#up }, (_, position) =>
      weightsAt(position / this.#up, passed, this.#reach),
    );
    this.#old = new Float32Array(this.#reach); // Silence, before the beginning.
    this.#first = -this.#reach;
  }

  /** The new samples that these make possible. */
  push(samples: Float32Array): Float32Array {
    this.#taken += samples.length;
    return this.#proceed(samples, Infinity);
  }

  /** The last ones. */
  end(): Float32Array {
    const left = Math.round((this.#taken * this.#up) / this.#down) - this.#made;
    return this.#proceed(new Float32Array(2 * this.#reach), left);
  }

  #proceed(samples: Float32Array, most: number): Float32Array {
    const old = new Float32Array(this.#old.length + samples.length);
    old.set(this.#old);
    old.set(samples, this.#old.length);
    const known = this.#first + old.length - this.#reach; // Up to here, all is there.
    const count = Math.max(0, Math.ceil((known * this.#up) / this.#down) - this.#made);
    const made = new Float32Array(Math.min(count, most));
    for (let index = 0; index < made.length; index++) made[index] = this.#next(old);
    const needed = this.#place() - this.#reach + 1 - this.#first;
    this.#old = old.slice(Math.max(0, needed));
    this.#first += Math.max(0, needed);
    return made;
  }

  #next(old: Float32Array): number {
    const weights = this.#weights[(this.#made * this.#down) % this.#up]!;
    const start = this.#place() - this.#reach + 1 - this.#first;
    let sum = 0;
    for (let index = 0; index < weights.length; index++) sum += weights[index]! * old[start + index]!;
    this.#made += 1;
    return sum;
  }

  /** The number of the old sample at or before the next new one. */
  #place(): number {
    return Math.floor((this.#made * this.#down) / this.#up);
  }
}

/** The weights of the old samples around a new one, which is so far behind one of them. */
function weightsAt(behind: number, passed: number, reach: number): Float32Array {
  const weights = Float32Array.from({ length: 2 * reach }, (_, index) => {
    const distance = index - reach + 1 - behind;
    return sinc(passed * distance) * blackman(distance / reach);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum); // What does not change, stays.
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** A window: 1 at 0, nothing beyond -1 and 1. */
function blackman(x: number): number {
  if (Math.abs(x) >= 1) return 0;
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}

function divisor(a: number, b: number): number {
  return b ? divisor(b, a % b) : a;
}

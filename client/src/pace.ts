/** Limits the rate of events: a token bucket. */
export class Pace {
  #tokens: number;

  constructor(
    readonly perSecond: number,
    readonly burst: number,
    private updated: number,
  ) {
    this.#tokens = burst;
  }

  /** Takes a token if there is one. */
  take(now: number): boolean {
    this.#fill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Whole milliseconds until there is a token. */
  wait(now: number): number {
    this.#fill(now);
    return Math.max(0, Math.ceil(((1 - this.#tokens) / this.perSecond) * 1000));
  }

  #fill(now: number): void {
    const earned = ((now - this.updated) / 1000) * this.perSecond;
    this.#tokens = Math.min(this.burst, this.#tokens + earned);
    this.updated = now;
  }
}

/** Throttles the reports of a value that changes fast; the last value is always reported. */
import { useEffect, useRef } from "preact/hooks";

export interface Throttled<T> {
  /** Reports the value, now or after a pause; a newer one replaces it. */
  soon(value: T): void;
  /** Reports a waiting value at once. */
  now(): void;
}

export function useThrottled<T>(report: (value: T) => void, milliseconds: number): Throttled<T> {
  const latest = useRef(report);
  latest.current = report;
  const state = useRef<ThrottledReport<T> | undefined>(undefined);
  state.current ??= new ThrottledReport((value) => latest.current(value), milliseconds);
  const throttled = state.current;
  useEffect(() => () => throttled.now(), []);
  return throttled;
}

class ThrottledReport<T> implements Throttled<T> {
  #waiting: { readonly value: T } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly report: (value: T) => void,
    private readonly milliseconds: number,
  ) {}

  soon(value: T): void {
    this.#waiting = { value };
    if (this.#timer === undefined) this.#report();
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting) this.#report();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #report(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#timer = undefined;
    if (!waiting) return;
    this.#timer = setTimeout(() => this.#report(), this.milliseconds);
    this.report(waiting.value);
  }
}

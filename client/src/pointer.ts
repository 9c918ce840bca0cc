/** Whether a pointer is pressed right now, and when the click that it makes is done. */
import type { Clock } from "./clock";

const LONGEST_CLICK = 500; // Milliseconds: who presses longer does not wait for a click.

export class Pointer {
  #isDown = false;
  #actions: (() => void)[] = [];
  #cancel: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  get isDown(): boolean {
    return this.#isDown;
  }

  start(): void {
    addEventListener("pointerdown", this.#down, true);
    addEventListener("pointerup", this.#up, true);
    addEventListener("pointercancel", this.#up, true);
  }

  stop(): void {
    removeEventListener("pointerdown", this.#down, true);
    removeEventListener("pointerup", this.#up, true);
    removeEventListener("pointercancel", this.#up, true);
  }

  /** Calls `action` when the click that is on its way has been handled. */
  afterClick(action: () => void): void {
    this.#actions.push(action);
    this.#cancel ??= this.clock.after(LONGEST_CLICK, this.#finish);
  }

  readonly #down = (): void => {
    this.#isDown = true;
  };

  readonly #up = (): void => {
    this.#isDown = false;
    // The click event comes in the same task, after this one.
    if (this.#actions.length > 0) setTimeout(this.#finish);
  };

  readonly #finish = (): void => {
    const actions = this.#actions;
    this.#actions = [];
    this.#cancel?.();
    this.#cancel = undefined;
    for (const action of actions) action();
  };
}

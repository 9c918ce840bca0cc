/**
 * Whether a pointer is pressed right now.
 *
 * Pressing the mouse on a button takes the focus from an input before the button is
 * clicked. If the input's text were sent at once, the answer could move the button away
 * from under the pointer, and the click would be lost. So it waits until the click is over.
 */
export class Pointer {
  #isDown = false;
  #actions: (() => void)[] = [];

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

  /** Calls `action` now, or when the click that is on its way has been handled. */
  afterClick(action: () => void): void {
    if (this.#isDown) this.#actions.push(action);
    else action();
  }

  readonly #down = (): void => {
    this.#isDown = true;
  };

  readonly #up = (): void => {
    this.#isDown = false;
    const actions = this.#actions;
    this.#actions = [];
    // The click event comes in the same task, after this one.
    if (actions.length > 0) setTimeout(() => actions.forEach((action) => action()));
  };
}

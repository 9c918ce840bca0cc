/**
 * Whether a pointer is pressed right now, and when the click that it makes is done.
 *
 * A press takes the focus from a field, and what the field then says may move a button away
 * from under the pointer before it is let go. The browser sees no click in that; the user does.
 */
import type { Clock } from "./clock";

const LONGEST_CLICK = 500; // Milliseconds: who presses longer does not wait for a click.
const STILL = 5; // Pixels: a pointer that moved less has not left what it pressed.
const MAIN_BUTTON = 0;

export class Pointer {
  #isDown = false;
  #pressed: { readonly button: HTMLElement; readonly x: number; readonly y: number } | undefined;
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

  readonly #down = ({ target, button, clientX: x, clientY: y }: PointerEvent): void => {
    this.#isDown = true;
    const pressed = target instanceof Element && target.closest<HTMLElement>("button, a[href]");
    this.#pressed = pressed && button === MAIN_BUTTON ? { button: pressed, x, y } : undefined;
  };

  readonly #up = (event: PointerEvent): void => {
    this.#isDown = false;
    this.#clickWhatMoved(event);
    // The click event comes in the same task, after this one.
    if (this.#actions.length > 0) setTimeout(this.#finish);
  };

  /** Clicks a button that was pressed and has moved away under a pointer that stayed. */
  #clickWhatMoved({ type, target, clientX, clientY }: PointerEvent): void {
    const pressed = this.#pressed;
    this.#pressed = undefined;
    if (!pressed || type !== "pointerup" || !pressed.button.isConnected) return;
    const isStill = Math.hypot(clientX - pressed.x, clientY - pressed.y) < STILL;
    if (isStill && !pressed.button.contains(target as Node)) pressed.button.click();
  }

  readonly #finish = (): void => {
    const actions = this.#actions;
    this.#actions = [];
    this.#cancel?.();
    this.#cancel = undefined;
    for (const action of actions) action();
  };
}

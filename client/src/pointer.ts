/**
 * Whether a pointer is pressed, and when its click is complete.
 *
 * A press takes the focus from a field. The message that the field then shows may move a button
 * away from under the pointer before it is released. The browser fires no click event then, but
 * the user expects one.
 */
import type { Clock } from "./clock";

const LONGEST_CLICK = 500; // Milliseconds after which a press no longer counts as a click.
const STILL = 5; // Pixels: a pointer that moved less counts as still.
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

  /** Calls `action` when the current click has been handled. */
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
    // The click event is fired in the same task, after this one.
    if (this.#actions.length > 0) setTimeout(this.#finish);
  };

  /** Clicks the pressed button if it has moved away from under a pointer that stayed still. */
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

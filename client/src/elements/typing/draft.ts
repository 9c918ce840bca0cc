/**
 * The text of an input that has the focus belongs to the client.
 *
 * What is being typed is never undone, and the caret never moves, whatever the server
 * says meanwhile. Only the answer to the event that carried this very text, with nothing
 * typed since, may change it. When the focus leaves, the input shows what the record says.
 */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";

/** Takes a text for the widget's value; false if it is none that the widget takes. */
export type Send = (text: string) => boolean;

export interface DraftOptions {
  /** The text of the widget's value. */
  readonly shown: string;
  /** Tells the server now. */
  readonly send: Send;
  /** The same, of a text that is left. */
  readonly sendOnLeaving: Send;
}

export function useDraft(options: DraftOptions): Draft {
  const [draft] = useState(() => new Draft(options));
  draft.follow(options);
  return draft;
}

/** Keys may come faster than drawings: what was typed is read from here, never from a drawing. */
export class Draft {
  readonly #typed = signal<string | undefined>(undefined);
  readonly #held = signal<string | undefined>(undefined); // What was there when the focus came.
  readonly #hasFocus = signal(false);
  #leftOver: string | undefined; // What was shown when a text was left that the widget does not take.

  constructor(private options: DraftOptions) {}

  /** What the input shows. */
  get text(): string {
    return this.#typed.value ?? this.#held.value ?? this.options.shown;
  }

  /** It was typed and is not sent. */
  get isChanged(): boolean {
    return this.#typed.value !== undefined && this.#typed.value !== this.options.shown;
  }

  /** The input has the focus. */
  get hasFocus(): boolean {
    return this.#hasFocus.value;
  }

  follow(options: DraftOptions): void {
    this.options = options;
    if (this.#leftOver === undefined || this.#leftOver === options.shown) return;
    this.#leftOver = undefined;
    this.#typed.value = undefined;
  }

  type(text: string): void {
    this.#typed.value = text;
  }

  focus(): void {
    this.#hasFocus.value = true;
    this.#leftOver = undefined;
    this.#held.value = this.options.shown;
  }

  blur(): void {
    this.#hasFocus.value = false;
    this.#held.value = undefined;
    if (!this.#sendBy(this.options.sendOnLeaving)) this.#leftOver = this.options.shown;
  }

  /** Sends what was typed; false if the widget does not take it. */
  commit(): boolean {
    const isTaken = this.#typed.peek() === undefined || this.#sendBy(this.options.send);
    if (isTaken) this.#held.value = undefined;
    return isTaken;
  }

  /** Lets go of what was typed, for the value changed in another way. */
  reset(): void {
    this.#typed.value = this.#held.value = undefined;
  }

  #sendBy(send: Send): boolean {
    const typed = this.#typed.peek();
    if (typed !== undefined && typed !== this.options.shown && !send(typed)) return false;
    this.#typed.value = undefined;
    return true;
  }
}

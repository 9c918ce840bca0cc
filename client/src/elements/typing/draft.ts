/**
 * The text of an input that has the focus belongs to the client.
 *
 * What is being typed is never undone, and the caret never moves, whatever the server
 * says meanwhile. Only the answer to the event that carried this very text, with nothing
 * typed since, may change it. When the focus leaves, the input shows what the record says.
 */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { useValue, type ValueElement } from "../shared/value";

/** What a text stands for: a value, or nothing that would change it; or what is wrong with it. */
export interface Reading<T> {
  readonly value?: T;
  readonly problem?: string | undefined;
}

export interface DraftOptions<T> {
  /** The text of the widget's value. */
  readonly shown: string;
  readonly read: (text: string) => Reading<T>;
  /** Tells the server now. */
  readonly send: (value: T) => void;
  /** The same, of a text that is left. */
  readonly sendOnLeaving: (value: T) => void;
}

/** A widget's value that is typed as text. */
export interface Typed<T> {
  readonly value: T | undefined;
  readonly draft: Draft<T>;
  /** The value is changed in another way than by typing: what was typed counts no more. */
  change(value: T): void;
}

export function useTyped<T>(
  element: ValueElement<T>,
  textOf: (value: NonNullable<T>) => string,
  read: (text: string) => Reading<T>,
): Typed<T> {
  const { value, change, changeOnLeaving } = useValue<T>(element);
  const shown = value == null ? "" : textOf(value);
  const options = { shown, read, send: change, sendOnLeaving: changeOnLeaving };
  const [draft] = useState(() => new Draft<T>(options));
  draft.follow(options);
  return { value, draft, change };
}

/** Keys may come faster than drawings: what was typed is read from here, never from a drawing. */
export class Draft<T> {
  /** The input has the focus. */
  readonly hasFocus = signal(false);
  /** What is wrong with what was typed; undefined if nothing is, or it was not tried. */
  readonly problem = signal<string | undefined>(undefined);
  readonly #typed = signal<string | undefined>(undefined);
  readonly #held = signal<string | undefined>(undefined); // What was there when the focus came.
  #leftOver: string | undefined; // What was shown when a text was left that the widget does not take.

  constructor(private options: DraftOptions<T>) {}

  /** What the input shows. */
  get text(): string {
    return this.#typed.value ?? this.#held.value ?? this.options.shown;
  }

  /** It was typed and is not sent. */
  get isChanged(): boolean {
    return this.#typed.value !== undefined && this.#typed.value !== this.options.shown;
  }

  follow(options: DraftOptions<T>): void {
    this.options = options;
    if (this.#leftOver === undefined || this.#leftOver === options.shown) return;
    this.#leftOver = undefined;
    this.#typed.value = undefined;
  }

  type(text: string): void {
    this.problem.value = undefined;
    this.#typed.value = text;
  }

  focus(): void {
    this.hasFocus.value = true;
    this.#leftOver = undefined;
    this.#held.value = this.options.shown;
  }

  blur(): void {
    this.hasFocus.value = false;
    this.#held.value = undefined;
    if (!this.#sendBy(this.options.sendOnLeaving)) this.#leftOver = this.options.shown;
  }

  /** Sends what was typed; false if the widget does not take it. */
  commit(): boolean {
    if (!this.#sendBy(this.options.send)) return false;
    this.#held.value = undefined;
    return true;
  }

  /** Lets go of what was typed, for the value changed in another way. */
  reset(): void {
    this.#typed.value = this.#held.value = this.problem.value = undefined;
  }

  #sendBy(send: (value: T) => void): boolean {
    const typed = this.#typed.peek() ?? this.options.shown;
    if (typed !== this.options.shown) {
      const { value, problem } = this.options.read(typed);
      this.problem.value = problem;
      if (problem) return false;
      if (value !== undefined) send(value);
    }
    this.#typed.value = undefined;
    return true;
  }
}

/**
 * While an input has the focus, its text belongs to the client.
 *
 * Whatever the server sends meanwhile, typed text is never undone and the caret never moves. Only
 * the answer to the event that carried exactly this text may change it, if nothing was typed
 * since. When the input loses the focus, it shows the text of its record.
 */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { useValue, type ValueElement } from "../shared/value";

/** The result of parsing a text: a value, a problem, or neither if the value does not change. */
export interface Reading<T> {
  readonly value?: T;
  readonly problem?: string | undefined;
}

export interface DraftOptions<T> {
  /** The text of the widget's value. */
  readonly shown: string;
  readonly read: (text: string) => Reading<T>;
  /** Reports a value to the server at once. */
  readonly send: (value: T) => void;
  /** Reports a value when the input loses the focus. */
  readonly sendOnLeaving: (value: T) => void;
}

/** A widget whose value is typed as text. */
export interface Typed<T> {
  readonly value: T | undefined;
  readonly draft: Draft<T>;
  /** Changes the value in another way than by typing, which discards the typed text. */
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

/** The text being typed. Keys may be pressed faster than the page is drawn, so it is kept here. */
export class Draft<T> {
  /** Whether the input has the focus. */
  readonly hasFocus = signal(false);
  /** What is wrong with the typed text; undefined if nothing is, or it was not checked yet. */
  readonly problem = signal<string | undefined>(undefined);
  readonly #typed = signal<string | undefined>(undefined);
  readonly #held = signal<string | undefined>(undefined); // The text when the input got the focus.
  #leftOver: string | undefined; // The widget's text when the input was left with an invalid one.

  constructor(private options: DraftOptions<T>) {}

  /** The text that the input shows. */
  get text(): string {
    return this.#typed.value ?? this.#held.value ?? this.options.shown;
  }

  /** Whether the typed text differs from the widget's value. */
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

  /** Sends the typed text; false if it is not valid. */
  commit(): boolean {
    if (!this.#sendBy(this.options.send)) return false;
    this.#held.value = undefined;
    return true;
  }

  /** Discards the typed text, because the value was changed in another way. */
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

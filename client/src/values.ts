/**
 * The values that the user entered and the server has not answered yet (step 2 of a click).
 *
 * A widget shows the user's value until the page reflects the event that carried it, and then the
 * value of its record. So the answer to an earlier event never undoes a newer value, and the
 * answer to its own event may correct it.
 */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { UserEvent } from "./outbox";
import type { Json } from "./protocol.gen";

/** A value that the user gave. */
export interface Entered {
  readonly value: Json;
  /** The event that carries it; undefined while it waits for one. */
  readonly event: UserEvent | undefined;
  /** The key of the form that it is sent with; "" for none. */
  readonly form: string;
}

export interface ValuesDelegate {
  report(values: ReadonlyMap<string, Json>, trigger?: string): UserEvent;
}

const NO_FORM = "";

export class Values {
  readonly #delegate: ValuesDelegate;
  readonly #entered = new Map<string, Signal<Entered | undefined>>();
  // By form: the values for the next event, or for the next one that submits the form.
  readonly #held = new Map<string, Map<string, Json>>();

  constructor(delegate: ValuesDelegate) {
    this.#delegate = delegate;
  }

  /** The value that the user entered into a widget; undefined once it is answered. */
  entered(id: string): ReadonlySignal<Entered | undefined> {
    return this.#signal(id);
  }

  /** Keeps a widget's new value for the next event, or for when its form is submitted. */
  hold(id: string, value: Json, form = NO_FORM): void {
    let held = this.#held.get(form);
    if (!held) this.#held.set(form, (held = new Map()));
    held.set(id, value);
    this.#signal(id).value = { value, event: undefined, form };
  }

  /** The user pressed a button. */
  trigger(id: string): void {
    this.#report(id);
  }

  /** The user pressed a form's button, which sends the values of the form. */
  submit(form: string, button: string): void {
    this.#report(button, form);
  }

  /** Runs the script again with the current values. */
  rerun(): void {
    this.#report();
  }

  /** Reports the values outside of forms, if there are any. */
  flush(): void {
    if (this.#held.has(NO_FORM)) this.#report();
  }

  /** The page reflects all events up to `n`. */
  answered(n: number): void {
    for (const own of this.#entered.values()) {
      const event = own.peek()?.event;
      if (event?.n !== undefined && event.n <= n) own.value = undefined;
    }
  }

  /** Discards the values of an event that never reaches the server. */
  drop(event: UserEvent): void {
    for (const own of this.#entered.values()) {
      if (own.peek()?.event === event) own.value = undefined;
    }
  }

  /** Forgets a widget that has left the page; if it returns, it starts with its record's value. */
  forget(id: string): void {
    this.#entered.delete(id);
    for (const [form, held] of this.#held) {
      held.delete(id);
      if (held.size === 0) this.#held.delete(form);
    }
  }

  /** Holds all unanswered values again: the session is a new one, which does not know them. */
  restart(): void {
    for (const [id, own] of this.#entered) {
      const entered = own.peek();
      if (entered) this.hold(id, entered.value, entered.form);
    }
  }

  #report(trigger?: string, form = NO_FORM): void {
    const values = new Map([...this.#take(NO_FORM), ...this.#take(form)]);
    const event = this.#delegate.report(values, trigger);
    for (const [id, value] of values) {
      const own = this.#signal(id);
      own.value = { value, event, form: own.peek()?.form ?? NO_FORM };
    }
  }

  #take(form: string): ReadonlyMap<string, Json> {
    const held = this.#held.get(form);
    this.#held.delete(form);
    return held ?? new Map();
  }

  #signal(id: string): Signal<Entered | undefined> {
    let own = this.#entered.get(id);
    if (!own) {
      own = signal(undefined);
      this.#entered.set(id, own);
    }
    return own;
  }
}

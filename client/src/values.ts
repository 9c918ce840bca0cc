/**
 * What the user entered and the server has not yet answered (step 2 of a click).
 *
 * A widget shows the user's value until the page reflects the event that carried it, and
 * from then on the record's. So an answer to an earlier event never takes back what was
 * entered since, and an answer to this one may correct it.
 */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { UserEvent } from "./outbox";
import type { Json } from "./protocol.gen";

/** A value that the user gave. */
export interface Entered {
  readonly value: Json;
  /** The event that carries it; none while it waits for one. */
  readonly event: UserEvent | undefined;
  /** The form that it is sent with. */
  readonly form: string;
}

export interface ValuesDelegate {
  report(values: ReadonlyMap<string, Json>, trigger?: string): UserEvent;
}

const NO_FORM = "";

export class Values {
  readonly #delegate: ValuesDelegate;
  readonly #entered = new Map<string, Signal<Entered | undefined>>();
  // What goes along with the next event, and what with the next that sends a form: by its key.
  readonly #held = new Map<string, Map<string, Json>>();

  constructor(delegate: ValuesDelegate) {
    this.#delegate = delegate;
  }

  /** What the user entered into a widget, until it is answered. */
  entered(id: string): ReadonlySignal<Entered | undefined> {
    return this.#signal(id);
  }

  /** The user gave a widget a value, which goes along with the next event, or with its form. */
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

  /** The user pressed a form's button: it takes along what was entered in the form. */
  submit(form: string, button: string): void {
    this.#report(button, form);
  }

  /** Runs the script with the values as they are. */
  rerun(): void {
    this.#report();
  }

  /** Reports what is held for no form, if anything is. */
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

  /** An event is given up: its values never reach the server. */
  drop(event: UserEvent): void {
    for (const own of this.#entered.values()) {
      if (own.peek()?.event === event) own.value = undefined;
    }
  }

  /** A widget left the page; should it come back, it starts from its record. */
  forget(id: string): void {
    this.#entered.delete(id);
    for (const [form, held] of this.#held) {
      held.delete(id);
      if (held.size === 0) this.#held.delete(form);
    }
  }

  /** The session is another one, which knows nothing of it: what was not answered waits again. */
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

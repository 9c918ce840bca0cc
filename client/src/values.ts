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
}

export interface ValuesDelegate {
  report(values: ReadonlyMap<string, Json>, trigger?: string): UserEvent;
}

const NO_VALUES: ReadonlyMap<string, Json> = new Map();

export class Values {
  readonly #delegate: ValuesDelegate;
  readonly #entered = new Map<string, Signal<Entered | undefined>>();
  #held: Map<string, Json> | undefined; // These go along with the next event.

  constructor(delegate: ValuesDelegate) {
    this.#delegate = delegate;
  }

  /** What the user entered into a widget, until it is answered. */
  entered(id: string): ReadonlySignal<Entered | undefined> {
    return this.#signal(id);
  }

  /** The user gave a widget a value, which the server is to know now. */
  change(id: string, value: Json): void {
    this.hold(id, value);
    this.#report();
  }

  /** The user gave a widget a value, which goes along with the next event. */
  hold(id: string, value: Json): void {
    (this.#held ??= new Map()).set(id, value);
    this.#signal(id).value = { value, event: undefined };
  }

  /** The user pressed a button. */
  trigger(id: string): void {
    this.#report(id);
  }

  /** Runs the script with the values as they are. */
  rerun(): void {
    this.#report();
  }

  /** Reports what is held, if anything is. */
  flush(): void {
    if (this.#held) this.#report();
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
    this.#held?.delete(id);
    if (this.#held?.size === 0) this.#held = undefined;
  }

  /** The session is another one. */
  clear(): void {
    this.#held = undefined;
    for (const own of this.#entered.values()) own.value = undefined;
  }

  #report(trigger?: string): void {
    const held = this.#held;
    this.#held = undefined;
    const event = this.#delegate.report(held ?? NO_VALUES, trigger);
    for (const [id, value] of held ?? NO_VALUES) this.#signal(id).value = { value, event };
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

/**
 * The queue of events that the server has not acknowledged yet (step 3 of a click).
 *
 * A value is a state, and a click is an action. So an unsent event that only has values is merged
 * with the next one, and the newest value of each widget wins. An event with a trigger is not
 * merged with later ones, so each click stays an event of its own.
 */
import type { Place } from "./address";
import type { Json } from "./protocol.gen";

/** One thing the user did. */
export interface UserEvent {
  /** Its number, given when it is first sent. No two events in the outbox share one. */
  n: number | undefined;
  readonly values: Map<string, Json>;
  trigger: string | undefined;
  /** Where the user went. Such an event has neither values nor a trigger. */
  readonly location?: Place;
  readonly isLink?: boolean; // The user followed a link of the page.
}

export class Outbox {
  // Invariant: numbered events come first, ordered by number.
  #events: UserEvent[] = [];
  #sent = 0; // How many of the first events were sent on this connection or received earlier.
  #last = 0; // The last number given.

  /** Adds what the user did; returns the event that carries it. */
  add(values: ReadonlyMap<string, Json>, trigger?: string): UserEvent {
    const waiting = this.#events.at(-1);
    if (waiting && mayTakeMore(waiting)) {
      for (const [id, value] of values) waiting.values.set(id, value);
      waiting.trigger = trigger;
      return waiting;
    }
    const event: UserEvent = { n: undefined, values: new Map(values), trigger };
    this.#events.push(event);
    return event;
  }

  /** Adds a new location; returns its event. */
  move(location: Place, isLink: boolean): UserEvent {
    const trigger = undefined;
    const event: UserEvent = { n: undefined, values: new Map(), trigger, location, isLink };
    this.#events.push(event);
    return event;
  }

  get hasUnsent(): boolean {
    return this.#sent < this.#events.length;
  }

  /** The next event to send, with its number. */
  next(): UserEvent & { n: number } {
    const event = this.#events[this.#sent];
    if (!event) throw new RangeError("Nothing waits to be sent.");
    this.#sent += 1;
    return Object.assign(event, { n: (event.n ??= ++this.#last) });
  }

  /**
   * A connection begins, and the session has all events up to number `received`.
   *
   * Later events are sent again, in order. They keep their numbers, unless the session has lost
   * some before them; then they are renumbered, so that there is no gap.
   */
  resume(received: number): void {
    this.#sent = this.#events.filter(
      (event) => event.n !== undefined && event.n <= received,
    ).length;
    this.#last = received;
    for (const event of this.#events.slice(this.#sent)) {
      if (event.n === undefined) break;
      event.n = ++this.#last;
    }
  }

  /** Removes all events up to `n`: their effects are committed. */
  acknowledge(n: number): void {
    // It is not enough that they are answered: until then, they may have to be sent again.
    const first = this.#events[0];
    if (first?.n === undefined || first.n > n) return;
    const kept = this.#events.filter((event) => event.n === undefined || event.n > n);
    this.#sent -= this.#events.length - kept.length;
    this.#events = kept;
  }

  /** Removes and returns the first event after `received`, which the server refuses. */
  refuse(received: number): UserEvent | undefined {
    const index = this.#events.findIndex((event) => event.n !== undefined && event.n > received);
    return index < 0 ? undefined : this.#events.splice(index, 1)[0];
  }

  /** Discards all events, because their session is gone. */
  clear(): void {
    this.#events = [];
    this.#sent = 0;
  }
}

function mayTakeMore(event: UserEvent): boolean {
  return event.n === undefined && event.trigger === undefined && !event.location;
}

/**
 * What the user did and the server has not yet acknowledged (step 3 of a click).
 *
 * A click is an action, a changed value is a state: an event that only carries values and
 * still waits to be sent takes in what comes next, where the newest value wins; an event
 * with a trigger takes in nothing more, so each click stays one event.
 */
import type { Place } from "./address";
import type { Json } from "./protocol.gen";

/** One thing the user did. */
export interface UserEvent {
  /** Its number, from when it is first sent. Never two events have the same. */
  n: number | undefined;
  readonly values: Map<string, Json>;
  trigger: string | undefined;
  /** Where the user went; then there are neither values nor a trigger. */
  readonly location?: Place;
  readonly isLink?: boolean; // The user went there by a link of the page.
}

export class Outbox {
  // Invariant: those with a number come first, in order of their numbers.
  #events: UserEvent[] = [];
  #sent = 0; // The first so many were sent on this connection, or received on an earlier one.
  #last = 0; // The last number given.

  /** Takes in what the user did; the event that carries it. */
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

  /** The user went to another place; the event that says so. */
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
   * A connection begins: the session has all events up to `received`.
   *
   * Those after it are sent again, in order. They keep their numbers, unless the session
   * has lost some that it had: then there would be a gap, and they move up.
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

  /** The effect of all events up to `n` is committed: they are no longer needed. */
  acknowledge(n: number): void {
    // Not merely answered: until its effect is committed, it may have to be sent again.
    const first = this.#events[0];
    if (first?.n === undefined || first.n > n) return;
    const kept = this.#events.filter((event) => event.n === undefined || event.n > n);
    this.#sent -= this.#events.length - kept.length;
    this.#events = kept;
  }

  /** The server does not take the next event at all; what it was, if there was one. */
  refuse(received: number): UserEvent | undefined {
    const index = this.#events.findIndex((event) => event.n !== undefined && event.n > received);
    return index < 0 ? undefined : this.#events.splice(index, 1)[0];
  }

  /** The session these events were meant for is gone. */
  clear(): void {
    this.#events = [];
    this.#sent = 0;
  }
}

function mayTakeMore(event: UserEvent): boolean {
  return event.n === undefined && event.trigger === undefined && !event.location;
}

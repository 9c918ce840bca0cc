/**
 * The connection to the server (steps 3 and 14 of a click).
 *
 * Sends the events of the outbox in order, and again after a reconnect, until they are
 * acknowledged. Passes numbered messages to the delegate in order, each of them once. The socket
 * and the clock are passed in, so that tests need neither a network nor real time.
 */
import type { Place } from "./address";
import type { TabMemory } from "./boot";
import type { Clock } from "./clock";
import { Outbox, type UserEvent } from "./outbox";
import { Pace } from "./pace";
import {
  BAD_MESSAGE,
  BEHIND,
  FORBIDDEN,
  type FromServer,
  type FromTab,
  type HelloMessage,
  type Json,
  OUTDATED,
  type PageMessage,
  PROTOCOL,
  SIGNED_OUT,
  TAKEN_OVER,
  TOO_LARGE,
  TOO_MANY_SESSIONS,
  type UpdateMessage,
  type WelcomeMessage,
} from "./protocol.gen";

/** The part of a WebSocket that is used. */
export interface Socket {
  onmessage: ((event: { data: string }) => void) | null;
  onopen: (() => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  readonly readyState: number;
  send(text: string): void;
  close(): void;
}

export type ConnectionState =
  /** The close code of the last attempt says why, if the server has given one. */
  | { readonly tag: "connecting"; readonly code?: number | undefined }
  | { readonly tag: "connected" }
  /** Closed for good, until the user asks to reconnect. The close code says why. */
  | { readonly tag: "ended"; readonly code: number };

export type Remark = Exclude<FromServer, WelcomeMessage | PageMessage | UpdateMessage>;

export interface ConnectionDelegate {
  connectionChanged(state: ConnectionState): void;
  /** The session is known. If it is a new one, unsent events of the last one are discarded. */
  welcomed(welcome: WelcomeMessage): void;
  /** Draws a page or a change. Throws if the change does not fit the page that is drawn. */
  apply(message: PageMessage | UpdateMessage): void;
  /** The server says what changes neither the page nor the connection. */
  told(message: Remark): void;
  /** The server refuses this event, so it is given up. */
  gaveUp(event: UserEvent, code: number): void;
}

/** A socket on which this page load has already said hello, and the frames received on it. */
export interface EarlySocket {
  readonly socket: Socket;
  readonly received: readonly string[];
}

export interface ConnectionOptions {
  readonly open: () => Socket;
  /** A socket that is open already, for the first connection. */
  readonly early?: EarlySocket | undefined;
  readonly clock: Clock;
  readonly memory: TabMemory;
  readonly delegate: ConnectionDelegate;
  /** The random id of this page load. */
  readonly instance: string;
  /** The data about this tab that each hello carries. */
  readonly introduce: () => Pick<HelloMessage, "location" | "browser">;
}

const FIRST_DELAY = 100; // Milliseconds before the second attempt; each next waits twice as long …
const LONGEST_DELAY = 5000; // … up to this.
const LONGEST_GREETING = 10_000; // The timeout in milliseconds for the server's welcome.
const SEEN_AT_LEAST = 4; // `seen` is sent after this number of messages, …
const SEEN_AFTER = 200; // … or after this many milliseconds without an event.
const LONG = 10_000; // Longer strings are sent in pieces, which fit in a frame even if escaped.
const PIECE = new RegExp(`[^]{1,${LONG}}`, "gu"); // The flag `u` never splits a surrogate pair.
const MOST = 60_000; // The most characters of all values that are not sent in pieces.
const PACE_MARGIN = 0.9; // Below the allowed rate: events may arrive closer together than sent.

const OPEN = 1; // The state of a socket on which something can be sent.
const TOO_BIG = 1009; // The standard close code for a frame that is too large, as of a proxy.
const BROKEN = 1006; // The connection ended without a close frame.
const FINAL = new Set([TAKEN_OVER, OUTDATED, FORBIDDEN, TOO_MANY_SESSIONS, BEHIND, SIGNED_OUT]);

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #outbox = new Outbox();
  #early: EarlySocket | undefined;
  #socket: Socket | undefined;
  #state: ConnectionState = { tag: "connecting" };
  #attempts = 0; // Attempts to connect since a numbered message last arrived.
  #seen = 0; // The last numbered message applied.
  #told = 0; // The value of `#seen` that the server was last told.
  #isFresh = true; // No numbered message has arrived on this connection yet.
  #offence: number | undefined; // The close code, if the server refused something we sent.
  #paused: (PageMessage | UpdateMessage)[] | undefined; // To be drawn after `resume`.
  #pace: Pace | undefined;
  #longest = Infinity; // The most characters of text that the server accepts.
  #cancelRetry: (() => void) | undefined;
  #cancelTimeout: (() => void) | undefined;
  #cancelPump: (() => void) | undefined;
  #cancelSeen: (() => void) | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#early = options.early;
  }

  /** Connects at once, even if the connection had ended or waits for its next attempt. */
  start(): void {
    this.#drop();
    if (this.#state.tag !== "connecting") this.#changed({ tag: "connecting" });
    const early = this.#early;
    this.#early = undefined;
    const socket = early?.socket ?? this.#options.open();
    this.#socket = socket;
    if (!early) socket.onopen = () => this.#greet();
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data) as FromServer);
    socket.onclose = ({ code }) => this.#closed(code);
    this.#cancelTimeout = this.#options.clock.after(LONGEST_GREETING, () => this.#retryLater());
    for (const data of early?.received ?? []) {
      if (this.#socket === socket) this.#receive(JSON.parse(data) as FromServer);
    }
  }

  stop(): void {
    this.#drop();
  }

  /** Reconnects without further delay: the user has returned to the page. */
  retryNow(): void {
    if (this.#cancelRetry) this.start();
  }

  /** Reconnects after a change of the network, which may have broken the socket silently. */
  renew(): void {
    if (this.#state.tag !== "ended") this.start();
  }

  /** Holds back messages that would change the page, until `resume`. */
  pause(): void {
    this.#paused ??= [];
  }

  /** Draws what has arrived in the meantime. */
  resume(): void {
    const waiting = this.#paused ?? [];
    this.#paused = undefined;
    for (const message of waiting) if (this.#socket) this.#apply(message);
  }

  /** Reports what the user did; returns the event, which is sent as soon as the pace allows. */
  report(values: ReadonlyMap<string, Json>, trigger?: string): UserEvent {
    const event = this.#outbox.add(values, trigger);
    this.#pump();
    return event;
  }

  /** Reports a new location; returns the event. */
  move(location: Place, isLink: boolean): UserEvent {
    const event = this.#outbox.move(location, isLink);
    this.#pump();
    return event;
  }

  /** Sends a message that is not repeated after a reconnect. */
  tell(message: FromTab): void {
    if (this.#state.tag === "connected") this.#send(message);
  }

  /** Ends the session; the next connection gets a new one. */
  leave(): void {
    this.tell({ tag: "leave" });
    this.#options.memory.own = {};
  }

  /** Goes on from a state that is older than the last one, with nothing of what was done since. */
  goBack(): void {
    this.#outbox.clear();
    this.#remember(0);
    this.start();
  }

  /** Notes the last event that is committed, for the next hello. */
  #remember(acknowledged: number): void {
    const { memory } = this.#options;
    memory.own = { ...memory.own, acknowledged };
  }

  #greet(): void {
    const { instance, introduce, memory } = this.#options;
    this.#told = this.#seen;
    this.#send({
      tag: "hello",
      protocol: PROTOCOL,
      instance,
      ...memory.own,
      seen: this.#seen,
      ...introduce(),
    });
  }

  #receive(message: FromServer): void {
    switch (message.tag) {
      case "welcome":
        return this.#welcomed(message);
      case "page":
      case "update":
        return this.#paused ? void this.#paused.push(message) : this.#apply(message);
      default:
        if (message.tag === "saved") this.#acknowledge(message);
        return this.#options.delegate.told(message);
    }
  }

  #welcomed(welcome: WelcomeMessage): void {
    const received = welcome.received ?? 0;
    this.#cancelTimeout?.();
    const { memory } = this.#options;
    const { acknowledged = 0 } = welcome.resumed ? memory.own : {};
    const { tab, epoch = 0, has_all = "" } = welcome;
    memory.own = { tab, epoch, has_all, acknowledged };
    this.#isFresh = true;
    if (!welcome.resumed) {
      this.#outbox.clear();
      this.#seen = this.#told = 0;
    }
    // A refused event is removed before the others are renumbered: sent again, it would end this
    // connection, too.
    if (this.#offence !== undefined && !this.#giveUp(received, this.#offence)) return;
    this.#outbox.resume(received);
    this.#pace = this.#paceOf(welcome);
    this.#longest = welcome.longest_text ?? 2 ** 24;
    // Only then may events be sent: the delegate has taken back those that were meant for a lost
    // session, and the pace is that of this connection.
    this.#options.delegate.welcomed(welcome);
    this.#changed({ tag: "connected" });
    this.#pump();
  }

  /** Gives up the event that the server has refused: the first one that it does not have. */
  #giveUp(received: number, code: number): boolean {
    this.#offence = undefined;
    const event = this.#outbox.refuse(received);
    if (event) this.#options.delegate.gaveUp(event, code);
    else this.#end(code);
    return event !== undefined;
  }

  /** The pace that the server asks for; its limit applies to each connection separately. */
  #paceOf({ events_per_second = 30, events_burst = 60 }: WelcomeMessage): Pace {
    const burst = Math.max(1, events_burst * PACE_MARGIN);
    return new Pace(events_per_second * PACE_MARGIN, burst, this.#options.clock.now());
  }

  #apply(message: PageMessage | UpdateMessage): void {
    // A whole page needs no earlier message. Its number may be lower than `#seen` if another server
    // has taken over the session.
    const isWhole = this.#isFresh && message.tag === "page";
    if (message.n <= this.#seen && !isWhole) return;
    this.#isFresh = false;
    if (isWhole) this.#told = 0; // It may be told again of all from here on.
    try {
      this.#options.delegate.apply(message);
    } catch (error) {
      // The page is not as the server assumes, so ask for all of it.
      console.error(error);
      this.#seen = 0;
      this.#retryLater();
      return;
    }
    // Only after drawing: a message that failed must be sent again, and its events kept.
    this.#seen = message.n;
    this.#attempts = 0;
    this.#acknowledge(message);
    this.#tellSeen();
  }

  #acknowledge({ acknowledged = 0 }: { readonly acknowledged?: number }): void {
    this.#outbox.acknowledge(acknowledged);
    if (acknowledged > (this.#options.memory.own.acknowledged ?? 0)) this.#remember(acknowledged);
  }

  #tellSeen(): void {
    if (this.#seen - this.#told >= SEEN_AT_LEAST) return this.#sendSeen();
    this.#cancelSeen ??= this.#options.clock.after(SEEN_AFTER, () => {
      this.#cancelSeen = undefined;
      if (this.#told < this.#seen) this.#sendSeen();
    });
  }

  #sendSeen(): void {
    this.#told = this.#seen;
    this.tell({ tag: "seen", n: this.#seen });
  }

  /** Sends waiting events as fast as the pace allows. */
  #pump(): void {
    const { clock } = this.#options;
    while (this.#state.tag === "connected" && this.#pace && this.#outbox.hasUnsent) {
      if (!this.#pace.take(clock.now())) {
        this.#cancelPump ??= clock.after(this.#pace.wait(clock.now()), () => {
          this.#cancelPump = undefined;
          this.#pump();
        });
        return;
      }
      this.#sendEvent();
    }
  }

  #sendEvent(): void {
    const event = this.#outbox.next();
    const { n, trigger, location, isLink } = event;
    const values: Record<string, Json> = {};
    const long: Record<string, number> = {};
    const pieces: string[] = [];
    let length = 0;
    for (const [id, value] of event.values) {
      const parts = typeof value === "string" && value.length > LONG && value.match(PIECE);
      if (parts) {
        pieces.push(...parts);
        long[id] = parts.length;
        length += value.length;
      } else values[id] = value;
    }
    if (length > this.#longest || JSON.stringify(values).length > MOST) {
      // The server would close each connection on which it is sent. Later events move up.
      this.#outbox.refuse(n - 1);
      this.#outbox.resume(n - 1);
      const { clock, delegate } = this.#options; // Deferred: its caller has not received it yet.
      return void clock.after(0, () => delegate.gaveUp(event, TOO_LARGE));
    }
    for (const text of pieces) this.#send({ tag: "piece", text });
    this.#told = this.#seen;
    this.#send({
      tag: "event",
      n,
      ...(event.values.size > 0 && { values }),
      ...(pieces.length > 0 && { long }),
      ...(trigger !== undefined && { trigger }),
      ...(location && { location }),
      ...(isLink && { is_link: true }),
      seen: this.#seen,
    });
  }

  #send(message: FromTab): void {
    // While it closes, browsers complain; what is sent then would not arrive.
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify(message));
  }

  #closed(code: number): void {
    // The network broke a working connection, so the server does not need a longer delay.
    if (code === BROKEN && this.#state.tag === "connected") this.#attempts = 0;
    if (FINAL.has(code)) return this.#end(code);
    if (code === BAD_MESSAGE || code === TOO_LARGE || code === TOO_BIG) {
      // Before the welcome, the server has refused the hello itself, and would do so again.
      if (this.#state.tag !== "connected") return this.#end(code);
      this.#offence = code;
    }
    this.#retryLater(code);
  }

  #end(code: number): void {
    this.#drop();
    this.#changed({ tag: "ended", code });
  }

  #retryLater(code?: number): void {
    this.#drop();
    this.#changed({ tag: "connecting", code });
    const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#attempts);
    this.#attempts += 1;
    // Half of the delay is random, so that not all tabs reconnect at the same moment.
    const jittered = delay * (0.5 + this.#options.clock.random() / 2);
    this.#cancelRetry = this.#options.clock.after(jittered, () => this.start());
  }

  /** Closes the socket and cancels all timers. */
  #drop(): void {
    this.#cancelRetry?.();
    this.#cancelTimeout?.();
    this.#cancelPump?.();
    this.#cancelSeen?.();
    this.#cancelRetry = this.#cancelTimeout = undefined;
    this.#cancelPump = this.#cancelSeen = undefined;
    if (this.#paused) this.#paused = []; // They were not applied, so the server sends them again.
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = undefined;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #changed(state: ConnectionState): void {
    this.#state = state;
    this.#options.delegate.connectionChanged(state);
  }
}

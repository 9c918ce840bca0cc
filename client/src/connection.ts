/**
 * The connection to the server (steps 3 and 14 of a click).
 *
 * Sends the events of the outbox, in order, and again after a reconnect until they are
 * acknowledged. Applies numbered messages in order, each once: it hands them to the delegate.
 * The socket and the clock are passed in, so that tests need neither network nor time.
 */
import type { Place } from "./address";
import type { TabMemory } from "./boot";
import type { Clock } from "./clock";
import { Outbox, type UserEvent } from "./outbox";
import { Pace } from "./pace";
import {
  BAD_MESSAGE,
  FORBIDDEN,
  type FromServer,
  type FromTab,
  type HelloMessage,
  type Json,
  OUTDATED,
  type PageMessage,
  PROTOCOL,
  type RefusedMessage,
  type ScriptChangedMessage,
  TAKEN_OVER,
  TOO_LARGE,
  TOO_MANY_SESSIONS,
  type UpdateMessage,
  type WelcomeMessage,
} from "./protocol.gen";

/** As much of a WebSocket as is used. */
export interface Socket {
  onmessage: ((event: { data: string }) => void) | null;
  onopen: (() => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export type ConnectionState =
  | { readonly tag: "connecting" }
  | { readonly tag: "connected" }
  /** It is not tried again unless somebody asks for it; the code says why. */
  | { readonly tag: "ended"; readonly code: number };

export interface ConnectionDelegate {
  connectionChanged(state: ConnectionState): void;
  /** The session is known. If it is a new one, what was meant for the last is void. */
  welcomed(welcome: WelcomeMessage): void;
  /** Draw this. Throws if it does not fit what is drawn. */
  apply(message: PageMessage | UpdateMessage): void;
  refused(message: RefusedMessage): void;
  scriptChanged(message: ScriptChangedMessage): void;
  /** The run waits for others to end. */
  queued(): void;
  /** The server takes no such message; the event is given up. */
  gaveUp(event: UserEvent, code: number): void;
}

/** A socket on which this page load has said hello already, and what came on it since. */
export interface EarlySocket {
  readonly socket: Socket;
  readonly received: readonly string[];
}

export interface ConnectionOptions {
  readonly open: () => Socket;
  /** What to begin with, in place of a socket of its own. */
  readonly early?: EarlySocket | undefined;
  readonly clock: Clock;
  readonly memory: TabMemory;
  readonly delegate: ConnectionDelegate;
  /** Names this page load, and no other. */
  readonly instance: string;
  /** What the server is told at each greeting. */
  readonly introduce: () => Pick<HelloMessage, "location" | "browser">;
}

const FIRST_DELAY = 100; // Milliseconds before the second attempt; each next waits twice as long …
const LONGEST_DELAY = 5000; // … up to this.
const LONGEST_GREETING = 10_000; // Milliseconds that a server may take to say welcome.
const SEEN_AT_LEAST = 4; // So many messages are applied before the server is told …
const SEEN_AFTER = 200; // … or so many milliseconds pass without an event.
const LONG = 10_000; // Characters: a longer text goes in pieces, which fit in a frame however escaped.
const PIECE = new RegExp(`[^]{1,${LONG}}`, "gu"); // Never half a character.
const MOST = 60_000; // Characters of all that does not go in pieces.
const PACE_MARGIN = 0.9; // Of the allowed rate: the network may bring events closer together.

const TOO_BIG = 1009; // What others between us and the server say of a frame that is too large.
const BROKEN = 1006; // A connection that ended without a closing message.
const FINAL = new Set([TAKEN_OVER, OUTDATED, FORBIDDEN, TOO_MANY_SESSIONS]);

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #outbox = new Outbox();
  #early: EarlySocket | undefined;
  #socket: Socket | undefined;
  #state: ConnectionState = { tag: "connecting" };
  #attempts = 0; // Since something numbered last arrived.
  #seen = 0; // The last numbered message applied.
  #told = 0; // What the server knows of `#seen`.
  #isFresh = true; // Nothing numbered has arrived on this connection.
  #offence: number | undefined; // Why the server ended a connection over something we sent.
  #paused: (PageMessage | UpdateMessage)[] | undefined; // What is to be drawn later.
  #pace: Pace | undefined;
  #longest = Infinity; // Characters that the server takes of a text.
  #cancelRetry: (() => void) | undefined;
  #cancelTimeout: (() => void) | undefined;
  #cancelPump: (() => void) | undefined;
  #cancelSeen: (() => void) | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#early = options.early;
  }

  /** Connects, at once; also when it had ended or waits for its next attempt. */
  start(): void {
    this.#drop();
    this.#changed({ tag: "connecting" });
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

  /** The user looks at the page: there is no reason to wait any longer. */
  retryNow(): void {
    if (this.#cancelRetry) this.start();
  }

  /** The network changed: what looks like a connection may be none. */
  renew(): void {
    if (this.#state.tag !== "ended") this.start();
  }

  /** Keeps what is to be drawn, until `resume`. */
  pause(): void {
    this.#paused ??= [];
  }

  /** Draws what came meanwhile. */
  resume(): void {
    const waiting = this.#paused ?? [];
    this.#paused = undefined;
    for (const message of waiting) if (this.#socket) this.#apply(message);
  }

  /** What the user did; the event that carries it, sent as soon as may be. */
  report(values: ReadonlyMap<string, Json>, trigger?: string): UserEvent {
    const event = this.#outbox.add(values, trigger);
    this.#pump();
    return event;
  }

  /** Where the user went; the event that says so. */
  move(location: Place, isLink: boolean): UserEvent {
    const event = this.#outbox.move(location, isLink);
    this.#pump();
    return event;
  }

  /** A message that is not worth repeating on another connection. */
  tell(message: FromTab): void {
    if (this.#state.tag === "connected") this.#send(message);
  }

  /** The user is done with the session: the next connection gets a new one. */
  leave(): void {
    this.tell({ tag: "leave" });
    this.#options.memory.tab = undefined;
  }

  #greet(): void {
    const { instance, introduce, memory } = this.#options;
    this.#told = this.#seen;
    this.#send({
      tag: "hello",
      protocol: PROTOCOL,
      instance,
      tab: memory.tab ?? null,
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
      case "refused":
        return this.#options.delegate.refused(message);
      case "script_changed":
        return this.#options.delegate.scriptChanged(message);
      case "queued":
        return this.#options.delegate.queued();
      case "probe":
        return this.#send({ tag: "alive" });
    }
  }

  #welcomed(welcome: WelcomeMessage): void {
    const received = welcome.received ?? 0;
    this.#cancelTimeout?.();
    this.#options.memory.tab = welcome.tab;
    this.#isFresh = true;
    if (!welcome.resumed) {
      this.#outbox.clear();
      this.#seen = this.#told = 0;
    }
    // What the server would not take goes before the rest is numbered anew: sent again, it would
    // end this connection too.
    if (this.#offence !== undefined && !this.#giveUp(received, this.#offence)) return;
    this.#outbox.resume(received);
    this.#pace = this.#paceOf(welcome);
    this.#longest = welcome.longest_text ?? 2 ** 24;
    // Last of all something is sent: by then the delegate has taken back what was meant for a
    // session that is lost, and the pace is that of this connection.
    this.#options.delegate.welcomed(welcome);
    this.#changed({ tag: "connected" });
    this.#pump();
  }

  /** Gives up the event that the server would not take: the first that it does not have. */
  #giveUp(received: number, code: number): boolean {
    this.#offence = undefined;
    const event = this.#outbox.refuse(received);
    if (event) this.#options.delegate.gaveUp(event, code);
    else this.#end(code);
    return event !== undefined;
  }

  /** The pace that the server asks for; it counts for each connection by itself. */
  #paceOf({ events_per_second = 30, events_burst = 60 }: WelcomeMessage): Pace {
    const burst = Math.max(1, events_burst * PACE_MARGIN);
    return new Pace(events_per_second * PACE_MARGIN, burst, this.#options.clock.now());
  }

  #apply(message: PageMessage | UpdateMessage): void {
    // A whole page needs nothing before it: a server that took the session over may count anew.
    const isWhole = this.#isFresh && message.tag === "page";
    if (message.n <= this.#seen && !isWhole) return;
    this.#isFresh = false;
    try {
      this.#options.delegate.apply(message);
    } catch (error) {
      // What is drawn is not what the server thinks: ask for the whole page.
      console.error(error);
      this.#seen = 0;
      this.#retryLater();
      return;
    }
    // Only now: what could not be drawn must come again, and its events must be kept.
    this.#seen = message.n;
    this.#attempts = 0;
    this.#outbox.acknowledge(message.acknowledged ?? 0);
    this.#tellSeen();
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

  /** Sends what waits, as fast as may be. */
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
      // It would end the connection, again and again. Those after it take its number.
      this.#outbox.refuse(n - 1);
      this.#outbox.resume(n - 1);
      const { clock, delegate } = this.#options; // Later: who reports it does not know it yet.
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
    this.#socket?.send(JSON.stringify(message));
  }

  #closed(code: number): void {
    // The network broke what worked: there is no reason to be patient with the server.
    if (code === BROKEN && this.#state.tag === "connected") this.#attempts = 0;
    if (FINAL.has(code)) return this.#end(code);
    if (code === BAD_MESSAGE || code === TOO_LARGE || code === TOO_BIG) {
      // Before the welcome it was the greeting: the next one would fare no better.
      if (this.#state.tag !== "connected") return this.#end(code);
      this.#offence = code;
    }
    this.#retryLater();
  }

  #end(code: number): void {
    this.#drop();
    this.#changed({ tag: "ended", code });
  }

  #retryLater(): void {
    this.#drop();
    this.#changed({ tag: "connecting" });
    const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#attempts);
    this.#attempts += 1;
    // Half of it by chance: not all tabs come back in the same moment.
    const jittered = delay * (0.5 + this.#options.clock.random() / 2);
    this.#cancelRetry = this.#options.clock.after(jittered, () => this.start());
  }

  /** Lets go of the socket and of everything that waits for it. */
  #drop(): void {
    this.#cancelRetry?.();
    this.#cancelTimeout?.();
    this.#cancelPump?.();
    this.#cancelSeen?.();
    this.#cancelRetry = this.#cancelTimeout = undefined;
    this.#cancelPump = this.#cancelSeen = undefined;
    if (this.#paused) this.#paused = []; // They are not seen: they come again.
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = undefined;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #changed(state: ConnectionState): void {
    if (state.tag === this.#state.tag && state.tag !== "ended") return;
    this.#state = state;
    this.#options.delegate.connectionChanged(state);
  }
}

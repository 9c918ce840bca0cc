/** A clock that stands still until it is moved, sockets without a network, and a whole tab. */
import type { AddressBar, Place } from "../src/address";
import type { Clock } from "../src/clock";
import type { TabMemory } from "../src/boot";
import type { Socket } from "../src/connection";
import type {
  EventMessage,
  FromServer,
  FromTab,
  Json,
  PageMessage,
  WelcomeMessage,
  WireNode,
} from "../src/protocol.gen";
import { Session } from "../src/session";

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

export class FakeClock implements Clock {
  #now = 0;
  #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, action: () => void): () => void {
    const timer = { at: this.#now + milliseconds, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  random(): number {
    return 1;
  }

  /** Lets time pass; what falls due is done in order. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.action();
    }
    this.#now = end;
  }
}

export class FakeSocket implements Socket {
  onmessage: ((event: { data: string }) => void) | null = null;
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  isClosed = false;
  /** The server has closed it, and the browser has not told yet. */
  isClosing = false;
  readonly sent: FromTab[] = [];

  get readyState(): number {
    if (this.isClosed) return 3;
    return this.isClosing ? 2 : 1;
  }

  send(text: string): void {
    if (this.readyState !== 1) throw new Error("Browsers complain about that.");
    this.sent.push(JSON.parse(text) as FromTab);
  }

  close(): void {
    this.isClosed = true;
  }

  /** The server accepts the connection. */
  open(): void {
    this.onopen?.();
  }

  /** The server says something. */
  say(message: FromServer): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** The connection ends, from afar. */
  end(code = 1006): void {
    this.isClosed = true;
    this.onclose?.({ code });
  }

  get events(): EventMessage[] {
    return this.sent.filter((message): message is EventMessage => message.tag === "event");
  }
}

/** An address bar with a history of places. */
export class FakeAddress implements AddressBar {
  readonly history: Place[] = [{ page: "", query: "" }];

  read(): Place {
    return this.history.at(-1) as Place;
  }

  show(place: Place, how: "push" | "replace"): void {
    if (how === "replace") this.history.pop();
    this.history.push(place);
  }

  href(path: string): string {
    return path;
  }
}

export class FakeTab {
  readonly clock = new FakeClock();
  readonly memory: TabMemory = { own: {} };
  readonly address = new FakeAddress();
  readonly sockets: FakeSocket[] = [];
  readonly session: Session;
  #lastMessage = 0;

  /** A tab; with one that the page has opened, and what came on it. */
  constructor(early?: { socket: FakeSocket; received: readonly FromServer[] }) {
    if (early) this.sockets.push(early.socket);
    this.session = new Session({
      early: early && {
        socket: early.socket,
        received: early.received.map((message) => JSON.stringify(message)),
      },
      open: () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket;
      },
      clock: this.clock,
      memory: this.memory,
      address: this.address,
      browser: () => ({ locale: "en" }),
      instance: "this page load",
      version: "1",
    });
  }

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("Nothing has connected.");
    return socket;
  }

  /** Connects, is welcomed, and shows a page. */
  start(...children: WireNode[]): this {
    this.session.start();
    this.welcome({ resumed: false });
    this.page({ root: page(...children) });
    return this;
  }

  welcome(welcome: Partial<WelcomeMessage> = {}): void {
    this.socket.open();
    this.socket.say({ tag: "welcome", tab: "tab-1", resumed: true, ...welcome });
  }

  page(message: Partial<PageMessage> & { root: WireNode }): void {
    this.socket.say({ tag: "page", n: ++this.#lastMessage, ...message });
  }

  update(message: Omit<Extract<FromServer, { tag: "update" }>, "tag" | "n"> = {}): void {
    this.socket.say({ tag: "update", n: ++this.#lastMessage, ...message });
  }

  /** The user gives a widget a value, which is sent at once. */
  enter(id: string, value: Json): void {
    this.session.values.hold(id, value);
    this.session.values.flush();
  }

  /** The connection drops, and the next one is opened. */
  reconnect(welcome: Partial<WelcomeMessage> = {}): void {
    this.socket.end();
    this.clock.pass(5000);
    this.welcome(welcome);
  }
}

export function page(...children: WireNode[]): WireNode {
  return [0, { tag: "app" }, [[1, { tag: "main" }, children]]];
}

/**
 * Files that the server makes when the user asks for them.
 *
 * They are asked for by button, one at a time. Nothing here belongs to a component: the button may
 * leave the page before its file is there, and the user still wants it.
 */
import { effect, signal } from "@preact/signals";
import type { MadeMessage } from "../../protocol.gen";
import type { Session } from "../../session";

interface Asked {
  readonly n: number;
  readonly save: (url: string) => void;
}

const makings = new WeakMap<Session, Making>();

export function makingOf(session: Session): Making {
  let making = makings.get(session);
  if (!making) makings.set(session, (making = new Making(session)));
  return making;
}

export class Making {
  readonly #session: Session;
  readonly #asked = signal<ReadonlyMap<string, Asked>>(new Map()); // By the button's id.
  #last = 0; // The last number given.

  constructor(session: Session) {
    this.#session = session;
    session.onMade = (made) => this.#take(made);
    // Asked again on each connection: the answer may have been lost with the one before, and what
    // was asked in between was not sent. The server knows by the number what it was asked already.
    effect(() => {
      if (session.connection.value.tag !== "connected") return;
      for (const [widget, { n }] of this.#asked.peek()) session.tell({ tag: "make", n, widget });
    });
  }

  /** Whether the file of this button was asked for, and is not there yet. */
  isOn(widget: string): boolean {
    return this.#asked.value.has(widget);
  }

  /** Asks for the file of a button; `save` is called with its address. */
  ask(widget: string, save: (url: string) => void): void {
    const n = ++this.#last;
    this.#asked.value = new Map(this.#asked.peek()).set(widget, { n, save });
    this.#session.tell({ tag: "make", n, widget });
  }

  #take({ n, url, reason = "" }: MadeMessage): void {
    const asked = new Map(this.#asked.peek());
    for (const [widget, { n: own, save }] of asked) {
      if (own !== n) continue;
      asked.delete(widget);
      this.#asked.value = asked;
      if (url) save(url);
      else this.#session.notify(reason);
    }
  }
}

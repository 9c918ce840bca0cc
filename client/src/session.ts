/**
 * One tab's conversation, as the page sees it: what the server says goes to the tree, the
 * values and the status; what the user does goes to the connection.
 */
import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Clock } from "./clock";
import {
  Connection,
  type ConnectionDelegate,
  type ConnectionState,
  type Socket,
  type TabMemory,
} from "./connection";
import { Library } from "./library";
import { Pointer } from "./pointer";
import type { UserEvent } from "./outbox";
import type {
  Json,
  PageMessage,
  RefusedMessage,
  UpdateMessage,
  WelcomeMessage,
} from "./protocol.gen";
import { Tree } from "./tree";
import { Values } from "./values";

export interface SessionOptions {
  readonly open: () => Socket;
  readonly clock: Clock;
  readonly memory: TabMemory;
  readonly instance: string;
  readonly version: string;
}

/** Something the user should know, until they have read it. */
export interface Notice {
  readonly number: number;
  readonly text: string;
}

export type ScriptState = "initial" | "running" | "notRunning";

const NOTICES_AT_ONCE = 5;

export class Session implements ConnectionDelegate {
  readonly values: Values;
  readonly tree: Tree;
  readonly library = new Library();
  readonly pointer: Pointer;
  readonly connection: ReadonlySignal<ConnectionState>;
  readonly scriptState: ReadonlySignal<ScriptState>;
  readonly hasChangedScript = signal(false);
  readonly runsOnSave = signal(false);
  readonly notices = signal<readonly Notice[]>([]);
  readonly version = signal("");

  readonly #connection: Connection;
  readonly #state = signal<ConnectionState>({ tag: "connecting" });
  readonly #isRunning = signal(false);
  readonly #answered = signal(0);
  readonly #lastEvent = signal<UserEvent | undefined>(undefined);
  #lastNotice = 0;

  constructor(options: SessionOptions) {
    this.values = new Values(this);
    this.pointer = new Pointer(options.clock);
    this.tree = new Tree({ left: (widget) => this.values.forget(widget) });
    this.version.value = options.version;
    this.connection = this.#state;
    this.scriptState = computed(() => this.#scriptState());
    this.#connection = new Connection({ ...options, delegate: this });
  }

  start(): void {
    this.pointer.start();
    this.#connection.start();
  }

  stop(): void {
    this.pointer.stop();
    this.#connection.stop();
  }

  /** The user looks at the page. */
  retryNow(): void {
    this.#connection.retryNow();
  }

  /** The network changed. */
  renew(): void {
    this.#connection.renew();
  }

  /**
   * Draws nothing until the click that is on its way is done, for a short while at most.
   *
   * Pressing the mouse on a button takes the focus from an input, and its text is sent. If
   * the answer moved the button away from under the pointer, the click would be lost.
   */
  keepStill(): void {
    if (!this.pointer.isDown) return;
    this.#connection.pause();
    this.pointer.afterClick(() => this.#connection.resume());
  }

  // What the user does ------------------------------------------------------------------

  report(values: ReadonlyMap<string, Json>, trigger?: string): UserEvent {
    const event = this.#connection.report(values, trigger);
    this.#lastEvent.value = event;
    this.hasChangedScript.value = false; // Whatever runs now is the saved script.
    return event;
  }

  rerun(): void {
    this.values.rerun();
  }

  stopScript(): void {
    this.#connection.tell({ tag: "stop" });
  }

  runOnSave(on: boolean): void {
    this.runsOnSave.value = on;
    this.hasChangedScript.value = false;
    this.#connection.tell({ tag: "run_on_save", on });
  }

  notify(text: string): void {
    const notice = { number: ++this.#lastNotice, text };
    this.notices.value = [...this.notices.peek(), notice].slice(-NOTICES_AT_ONCE);
  }

  dismiss(notice: Notice): void {
    this.notices.value = this.notices.peek().filter((other) => other !== notice);
  }

  // What the server says ----------------------------------------------------------------

  connectionChanged(state: ConnectionState): void {
    this.#state.value = state;
  }

  welcomed(welcome: WelcomeMessage): void {
    if (!welcome.resumed && this.tree.root.peek()) {
      this.values.clear();
      this.#lastEvent.value = undefined;
      this.#answered.value = 0;
      this.notify("The server no longer has this session. A new one has started.");
    }
    this.version.value = welcome.version || this.version.peek();
    this.runsOnSave.value = welcome.run_on_save ?? false;
  }

  apply(message: PageMessage | UpdateMessage): void {
    batch(() => {
      if (message.tag === "page") this.tree.replace(message.root);
      else this.tree.apply(message.patches ?? []);
      this.tree.markStale(message.stale ?? []);
      this.#isRunning.value = message.running ?? false;
      this.#answered.value = message.answered ?? 0;
      this.values.answered(message.answered ?? 0);
    });
  }

  refused({ reason }: RefusedMessage): void {
    this.notify(reason);
  }

  scriptChanged(): void {
    this.hasChangedScript.value = true;
  }

  gaveUp(event: UserEvent): void {
    this.values.drop(event);
    if (this.#lastEvent.peek() === event) this.#lastEvent.value = undefined;
    this.notify("The server does not accept what was entered: it is too large.");
  }

  #scriptState(): ScriptState {
    if (!this.tree.root.value) return "initial";
    const last = this.#lastEvent.value;
    const answered = this.#answered.value; // Read even if the event has no number yet: it will.
    const isAnswered = !last || (last.n !== undefined && last.n <= answered);
    return this.#isRunning.value || !isAnswered ? "running" : "notRunning";
  }
}

/**
 * One tab's conversation, as the page sees it (steps 3 and 14 of a click): what the user does
 * goes to the connection; what the server says goes to the tree, the values and the status.
 */
import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { type AddressBar, isSamePlace, type Place, withOwn } from "./address";
import type { TabMemory } from "./boot";
import type { Clock } from "./clock";
import {
  Connection,
  type ConnectionDelegate,
  type ConnectionState,
  type EarlySocket,
  type Socket,
} from "./connection";
import { Library } from "./library";
import { Pointer } from "./pointer";
import type { UserEvent } from "./outbox";
import type {
  AppElement,
  HelloMessage,
  Json,
  PageMessage,
  RefusedMessage,
  UpdateMessage,
  WelcomeMessage,
  WireNode,
} from "./protocol.gen";
import { Tree } from "./tree";
import { Values } from "./values";

export interface SessionOptions {
  readonly open: () => Socket;
  readonly early?: EarlySocket | undefined;
  readonly clock: Clock;
  readonly memory: TabMemory;
  readonly address: AddressBar;
  readonly browser: () => NonNullable<HelloMessage["browser"]>;
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
const LONGEST_RESTART = 10_000; // Milliseconds that the page of a lost session is shown at most.
const ONE_ENTRY = 1000; // Milliseconds: queries that follow each other faster share one entry.

export class Session implements ConnectionDelegate {
  readonly values: Values;
  readonly tree: Tree;
  readonly library = new Library();
  readonly pointer: Pointer;
  readonly connection: ReadonlySignal<ConnectionState>;
  readonly scriptState: ReadonlySignal<ScriptState>;
  readonly hasChangedScript = signal(false);
  readonly isQueued = signal(false);
  readonly runsOnSave = signal(false);
  readonly notices = signal<readonly Notice[]>([]);
  readonly version = signal("");
  readonly toolbar: ReadonlySignal<WelcomeMessage["toolbar"]>;
  /** Whether the user is asked to confirm that the caches are to be cleared. */
  readonly isClearing = signal(false);
  /** What the user chose over the page's layout. */
  readonly isWide = signal<boolean | undefined>(undefined);
  /** The user is on the way to another page: what is there is not for them any more. */
  readonly isLeaving = signal(false);
  readonly address: AddressBar;
  /** Characters that the server takes of a text. */
  longestText = 2 ** 24;
  /** The name by which the server knows this session, once it has told it. */
  tab = "";

  readonly #connection: Connection;
  readonly #state = signal<ConnectionState>({ tag: "connecting" });
  readonly #isRunning = signal(false);
  readonly #toolbar = signal<WelcomeMessage["toolbar"]>("viewer"); // As the server has it.
  readonly #answered = signal(0);
  readonly #lastEvent = signal<UserEvent | undefined>(undefined);
  readonly #clock: Clock;
  #lastNotice = 0;
  #said: Place; // What the page last said of its place.
  #lastMove: UserEvent | undefined; // The user went elsewhere; the page may not say so yet.
  #queryShown = -Infinity; // When the page last changed the query.
  #redrawn: (PageMessage | UpdateMessage)[] | undefined; // By a new session, in place of a lost one.
  #isArriving = true; // The tab has come to its address; what the app makes of it is no new one.

  constructor(options: SessionOptions) {
    this.values = new Values(this);
    this.pointer = new Pointer(options.clock);
    this.tree = new Tree({ left: (widget) => this.values.forget(widget) });
    this.version.value = options.version;
    this.connection = this.#state;
    this.scriptState = computed(() => this.#scriptState());
    this.toolbar = computed(() => {
      const app = this.tree.root.value?.element.value as AppElement | undefined;
      return app?.toolbar || this.#toolbar.value;
    });
    this.#clock = options.clock;
    this.address = options.address;
    this.#said = this.address.read();
    this.#connection = new Connection({
      ...options,
      delegate: this,
      introduce: () => ({ location: this.address.read(), browser: options.browser() }),
    });
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

  /** Goes to another page, or the same with another query. */
  navigate({ page, query }: Place): void {
    const place = { page, query: withOwn(query, this.#said.query) };
    this.address.show(place, "push");
    scrollTo(0, 0);
    this.wentTo(place, true);
  }

  /** The address is another one: by a link, or back and forward. */
  wentTo(place = this.address.read(), isLink = false): void {
    if (isSamePlace(place, this.#said)) return;
    this.isLeaving.value ||= place.page !== this.#said.page;
    this.#said = place;
    this.values.flush(); // Before the move: it was entered on the page that is left.
    this.#isArriving = true;
    this.#lastEvent.value = this.#lastMove = this.#connection.move(place, isLink);
  }

  /** Ends this session; loaded anew, the page gets another. */
  startOver(): void {
    this.#connection.leave();
    this.stop(); // What the server answers is for nobody.
    location.reload();
  }

  clearCache(): void {
    this.#connection.tell({ tag: "clear_cache" });
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
    this.isQueued.value = false;
    this.#state.value = state;
  }

  welcomed(welcome: WelcomeMessage): void {
    if (!welcome.resumed && this.tree.root.peek()) {
      this.values.restart();
      this.isLeaving.value = false;
      this.#redrawn = [];
      this.#clock.after(LONGEST_RESTART, () => this.#redraw());
      this.#lastEvent.value = undefined;
      this.#answered.value = 0;
      this.notify("The server no longer has this session. A new one has started.");
    }
    this.tab = welcome.tab;
    this.longestText = welcome.longest_text ?? 2 ** 24;
    this.version.value = welcome.version || this.version.peek();
    this.runsOnSave.value = welcome.run_on_save ?? false;
    this.#toolbar.value = welcome.toolbar ?? "viewer";
  }

  apply(message: PageMessage | UpdateMessage): void {
    this.isQueued.value = false;
    if (!this.#redrawn) return this.#draw(message);
    this.#redrawn.push(message);
    this.#isRunning.value = message.running ?? false;
    if (!message.running) this.#redraw();
  }

  /**
   * Shows the page of a new session in place of that of a lost one: in one step, when its first
   * run is over. What was typed stays where the same widget is, and half a page has not all of them.
   */
  #redraw(): void {
    const messages = this.#redrawn ?? [];
    this.#redrawn = undefined;
    const last = messages.at(-1);
    if (!last) return;
    const page = new Tree({ left: () => undefined });
    for (const message of messages) change(page, message);
    this.#draw({ ...last, tag: "page", root: page.toWire() as WireNode });
    this.values.flush();
  }

  #draw(message: PageMessage | UpdateMessage): void {
    // In one step, the tree first: a widget that let go of what the user entered before its
    // record has the answer would show, for a moment, the value from before.
    batch(() => {
      change(this.tree, message);
      this.tree.markStale(message.stale ?? []);
      this.#follow(message);
      this.#isRunning.value = message.running ?? false;
      this.#answered.value = message.answered ?? 0;
      this.values.answered(message.answered ?? 0);
    });
  }

  refused({ reason }: RefusedMessage): void {
    this.notify(reason);
  }

  queued(): void {
    this.isQueued.value = true;
  }

  scriptChanged(): void {
    this.hasChangedScript.value = true;
  }

  gaveUp(event: UserEvent): void {
    this.values.drop(event);
    if (this.#lastEvent.peek() === event) this.#lastEvent.value = undefined;
    this.notify("The server does not accept what was entered: it is too large.");
  }

  /** Has the address say what the page says, unless the user is on the way elsewhere. */
  #follow({ answered = 0, running = false, stale = [] }: PageMessage | UpdateMessage): void {
    const { page = "", query = "", notice } = this.tree.root.peek()?.element.peek() as AppElement;
    // What all pages have is drawn first; then the rest of the page that was left is gone.
    if (page === this.#said.page && !stale.length) this.isLeaving.value = false;
    const move = this.#lastMove;
    if (move && (move.n === undefined || move.n > answered)) return;
    this.isLeaving.value = false;
    const place = { page, query };
    const isArriving = this.#isArriving;
    this.#isArriving &&= running;
    if (isSamePlace(place, this.#said)) return;
    const isSamePage = page === this.#said.page;
    const now = this.#clock.now();
    const isQuick = isSamePage && now - this.#queryShown < ONE_ENTRY;
    if (isSamePage) this.#queryShown = now;
    else scrollTo(0, 0);
    this.#said = place;
    this.address.show(place, isArriving || isQuick || notice ? "replace" : "push");
  }

  #scriptState(): ScriptState {
    if (!this.tree.root.value) return "initial";
    const last = this.#lastEvent.value;
    const answered = this.#answered.value; // Read even if the event has no number yet: it will.
    const isAnswered = !last || (last.n !== undefined && last.n <= answered);
    return this.#isRunning.value || !isAnswered ? "running" : "notRunning";
  }
}

function change(tree: Tree, message: PageMessage | UpdateMessage): void {
  if (message.tag === "page") tree.replace(message.root);
  else tree.apply(message.patches ?? []);
}

/**
 * The session, as the page sees it (steps 3 and 14 of a click): passes what the user does to the
 * connection, and what the server sends to the tree, the values and the status.
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
  type Remark,
  type Socket,
} from "./connection";
import { Library } from "./library";
import { Pointer } from "./pointer";
import type { UserEvent } from "./outbox";
import type {
  AppElement,
  FromTab,
  HelloMessage,
  Json,
  MadeMessage,
  PageMessage,
  UnkeptMessage,
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

/** A message for the user, shown until it is dismissed. */
export interface Notice {
  readonly number: number;
  readonly text: string;
}

export type ScriptState = "initial" | "running" | "notRunning";

const NOTICES_AT_ONCE = 5;
const LONGEST_RESTART = 10_000; // The most milliseconds that a lost session's page stays.
const ONE_ENTRY = 1000; // Milliseconds: query changes in faster succession share a history entry.

export class Session implements ConnectionDelegate {
  readonly values: Values;
  readonly tree: Tree;
  readonly library = new Library();
  readonly pointer: Pointer;
  readonly connection: ReadonlySignal<ConnectionState>;
  readonly scriptState: ReadonlySignal<ScriptState>;
  readonly hasChangedScript = signal(false);
  readonly isQueued = signal(false);
  /** The server cannot save for now what was done. */
  readonly isUnsaved = signal(false);
  /** What of the state does not outlive the server, as developers are told; undefined for all. */
  readonly unkept = signal<Partial<UnkeptMessage> | undefined>(undefined);
  readonly runsOnSave = signal(false);
  readonly notices = signal<readonly Notice[]>([]);
  readonly version = signal("");
  readonly toolbar: ReadonlySignal<WelcomeMessage["toolbar"]>;
  /** Whether the dialog for clearing the caches is open. */
  readonly isClearing = signal(false);
  /** The user's choice of a wide layout, which overrides the page's. */
  readonly isWide = signal<boolean | undefined>(undefined);
  /** Whether the user has left for another page, but the old one is still shown. */
  readonly isLeaving = signal(false);
  readonly address: AddressBar;
  /** The most characters of text that the server accepts. */
  longestText = 2 ** 24;
  /** Takes the files that the server has made, where any are asked for. */
  onMade?: (made: MadeMessage) => void;
  /** The id of the session; "" before the welcome. */
  tab = "";

  readonly #connection: Connection;
  readonly #state = signal<ConnectionState>({ tag: "connecting" });
  readonly #isRunning = signal(false);
  readonly #toolbar = signal<WelcomeMessage["toolbar"]>("viewer"); // From the welcome.
  readonly #answered = signal(0);
  readonly #lastEvent = signal<UserEvent | undefined>(undefined);
  readonly #clock: Clock;
  #lastNotice = 0;
  #said: Place; // The location that the page or the user last set.
  #lastMove: UserEvent | undefined; // The last move of the user, which may not be answered yet.
  #queryShown = -Infinity; // When the page last changed the query.
  #redrawn: (PageMessage | UpdateMessage)[] | undefined; // For a new session's page.
  #isArriving = true; // Until the first run ends, changes of the URL add no history entry.

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

  /** The user has returned to the page. */
  retryNow(): void {
    this.#connection.retryNow();
  }

  /** The network has changed. */
  renew(): void {
    this.#connection.renew();
  }

  /**
   * Postpones drawing until the current click is complete, for a short while at most.
   *
   * Pressing the mouse on a button takes the focus from an input, whose text is then sent. If the
   * answer moved the button away from under the pointer, the click would be lost.
   */
  keepStill(): void {
    if (!this.pointer.isDown) return;
    this.#connection.pause();
    this.pointer.afterClick(() => this.#connection.resume());
  }

  // From the user -----------------------------------------------------------------------

  report(values: ReadonlyMap<string, Json>, trigger?: string): UserEvent {
    const event = this.#connection.report(values, trigger);
    this.#lastEvent.value = event;
    this.hasChangedScript.value = false; // The run will use the saved script.
    return event;
  }

  /** Goes to another page, or to the same page with another query. */
  navigate({ page, query }: Place): void {
    const place = { page, query: withOwn(query, this.#said.query) };
    this.address.show(place, "push");
    scrollTo(0, 0);
    this.wentTo(place, true);
  }

  /** The URL has changed, by a link or by the browser's back and forward buttons. */
  wentTo(place = this.address.read(), isLink = false): void {
    if (isSamePlace(place, this.#said)) return;
    this.isLeaving.value ||= place.page !== this.#said.page;
    this.#said = place;
    this.values.flush(); // Before the move, because these values belong to the page that is left.
    this.#isArriving = true;
    this.#lastEvent.value = this.#lastMove = this.#connection.move(place, isLink);
  }

  /** Ends this session and reloads the page, which then gets a new one. */
  startOver(): void {
    this.#connection.leave();
    this.stop(); // The answer is not needed any more.
    location.reload();
  }

  /** Goes on from the older state that the store has. What was typed is kept. */
  goBack(): void {
    this.#restart();
    this.#connection.goBack();
  }

  /** Sends a message that is not repeated after a reconnect. */
  tell(message: FromTab): void {
    this.#connection.tell(message);
  }

  stopScript(): void {
    this.tell({ tag: "stop" });
  }

  runOnSave(on: boolean): void {
    this.runsOnSave.value = on;
    this.hasChangedScript.value = false;
    this.tell({ tag: "run_on_save", on });
  }

  notify(text: string): void {
    const notice = { number: ++this.#lastNotice, text };
    this.notices.value = [...this.notices.peek(), notice].slice(-NOTICES_AT_ONCE);
  }

  dismiss(notice: Notice): void {
    this.notices.value = this.notices.peek().filter((other) => other !== notice);
  }

  // From the server ---------------------------------------------------------------------

  connectionChanged(state: ConnectionState): void {
    this.isQueued.value = false;
    this.#state.value = state;
  }

  welcomed(welcome: WelcomeMessage): void {
    const isShown = this.tree.root.peek();
    if (!welcome.resumed && isShown) this.#restart();
    if (!welcome.resumed && (isShown || welcome.is_lost))
      this.notify("The server no longer has this session. A new one has started.");
    this.isUnsaved.value = false; // Else it is told next.
    this.unkept.value = welcome.epoch ? {} : undefined;
    this.tab = welcome.tab;
    this.longestText = welcome.longest_text ?? 2 ** 24;
    this.version.value = welcome.version || this.version.peek();
    this.runsOnSave.value = welcome.run_on_save ?? false;
    this.#toolbar.value = welcome.toolbar ?? "viewer";
  }

  /** The page is about to be that of another state, which knows nothing of what was done here. */
  #restart(): void {
    this.values.restart();
    this.isLeaving.value = false;
    this.#redrawn = [];
    this.#clock.after(LONGEST_RESTART, () => this.#redraw());
    this.#lastEvent.value = undefined;
    this.#answered.value = 0;
  }

  apply(message: PageMessage | UpdateMessage): void {
    this.isQueued.value = false;
    if (!this.#redrawn) return this.#draw(message);
    this.#redrawn.push(message);
    this.#isRunning.value = message.running ?? false;
    if (!message.running) this.#redraw();
  }

  /**
   * Replaces the page of a lost session by that of the new one, in one step after its first run.
   * What was typed is kept for widgets that are on both pages; half a page lacks some of them.
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
    // In one batch, and the tree first: if a widget discarded what the user entered before its
    // record had the answer, it would briefly show its old value.
    batch(() => {
      change(this.tree, message);
      this.tree.markStale(message.stale ?? []);
      this.#follow(message);
      this.#isRunning.value = message.running ?? false;
      this.#answered.value = message.answered ?? 0;
      this.values.answered(message.answered ?? 0);
    });
  }

  told(message: Remark): void {
    switch (message.tag) {
      case "refused":
        return this.notify(message.reason);
      case "made":
        return this.onMade?.(message);
      case "script_changed":
        return void (this.hasChangedScript.value = true);
      case "queued":
        return void (this.isQueued.value = true);
      case "saved":
        return void (this.isUnsaved.value = message.waits ?? false);
      case "unkept":
        return void (this.unkept.value = message);
      case "look":
        return void import("./look").then(({ changeLook }) => changeLook(this, message));
    }
  }

  gaveUp(event: UserEvent): void {
    this.values.drop(event);
    if (this.#lastEvent.peek() === event) this.#lastEvent.value = undefined;
    this.notify("The server does not accept what was entered: it is too large.");
  }

  /** Changes the URL to the page's location, unless the user has moved and is not answered yet. */
  #follow({ answered = 0, running = false, stale = [] }: PageMessage | UpdateMessage): void {
    const { page = "", query = "", notice } = this.tree.root.peek()?.element.peek() as AppElement;
    // Elements that all pages share come first. Once nothing is stale, the old page has gone.
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
    const answered = this.#answered.value; // Read first, so as to subscribe always.
    const isAnswered = !last || (last.n !== undefined && last.n <= answered);
    return this.#isRunning.value || !isAnswered ? "running" : "notRunning";
  }
}

function change(tree: Tree, message: PageMessage | UpdateMessage): void {
  if (message.tag === "page") tree.replace(message.root);
  else tree.apply(message.patches ?? []);
}

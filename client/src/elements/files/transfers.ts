/**
 * Files on their way to the server, a few at a time. What is through is handed over together
 * when nothing is on its way any more, so that ten files are one change of the value.
 */
import { signal } from "@preact/signals";
import type { FileUploaderElement } from "../../protocol.gen";

/** What the page tells of a file that is there. */
export type ShownFile = NonNullable<FileUploaderElement["files"]>[number];

export type TransferState =
  | { readonly tag: "waiting" }
  | { readonly tag: "sending"; readonly progress: number }
  | { readonly tag: "done"; readonly id: string }
  | { readonly tag: "failed"; readonly reason: string; readonly mayRetry: boolean };

/** A file that the user gave, under the name that the server is told. */
export interface GivenFile {
  readonly file: File;
  readonly name: string;
}

export interface Transfer extends GivenFile {
  readonly number: number;
  readonly state: TransferState;
}

/** Why a file did not get through. */
export class NotTaken extends Error {
  constructor(
    reason: string,
    readonly mayRetry: boolean,
  ) {
    super(reason);
  }
}

/** A file that is being sent. */
export interface Sending {
  /** The file's id; `NotTaken` if there is none. */
  readonly id: Promise<string>;
  cancel(): void;
}

export interface TransfersDelegate {
  /** Why a file need not be sent, if the server would not take it. */
  refusal(given: GivenFile): string | undefined;
  send(given: GivenFile, onProgress: (progress: number) => void): Sending;
  /** These got through. */
  arrived(files: readonly ShownFile[]): void;
  /** What those who do not see the page should know. */
  say(words: string): void;
}

const AT_ONCE = 3;

export class Transfers {
  readonly list = signal<readonly Transfer[]>([]);
  readonly #delegate: TransfersDelegate;
  readonly #sendings = new Map<number, Sending>();
  #last = 0;

  constructor(delegate: TransfersDelegate) {
    this.#delegate = delegate;
  }

  add(files: readonly GivenFile[]): void {
    const added = files.map((given): Transfer => {
      const reason = this.#delegate.refusal(given);
      const state: TransferState = reason
        ? { tag: "failed", reason, mayRetry: false }
        : { tag: "waiting" };
      if (reason) this.#delegate.say(reason);
      return { ...given, number: ++this.#last, state };
    });
    this.list.value = [...this.list.peek(), ...added];
    this.#proceed();
  }

  retry({ number }: Transfer): void {
    this.#set(number, { tag: "waiting" });
    this.#proceed();
  }

  /** The user takes a file back, wherever it is. */
  remove({ number }: Transfer): void {
    this.#cancel(number);
    this.list.value = this.list.peek().filter((other) => other.number !== number);
    this.#proceed();
  }

  /** Nothing of what is on its way is wanted any more. */
  stop(): void {
    for (const number of [...this.#sendings.keys()]) this.#cancel(number);
    this.list.value = [];
  }

  get isSending(): boolean {
    return this.list.value.some(({ state }) => state.tag === "waiting" || state.tag === "sending");
  }

  #proceed(): void {
    for (const transfer of this.list.peek()) {
      if (this.#sendings.size >= AT_ONCE) return;
      if (transfer.state.tag === "waiting") void this.#send(transfer);
    }
    if (this.#sendings.size === 0) this.#handOver();
  }

  async #send(transfer: Transfer): Promise<void> {
    const { number, name } = transfer;
    const sending = this.#delegate.send(transfer, (progress) =>
      this.#set(number, { tag: "sending", progress }),
    );
    this.#sendings.set(number, sending);
    this.#set(number, { tag: "sending", progress: 0 });
    const state = await outcomeOf(sending);
    if (this.#sendings.get(number) !== sending) return; // It was cancelled.
    this.#sendings.delete(number);
    this.#set(number, state);
    const words = state.tag === "failed" ? state.reason : "It is uploaded.";
    this.#delegate.say(`${name}: ${words}`);
    this.#proceed();
  }

  #handOver(): void {
    const files = this.list
      .peek()
      .flatMap(({ file, name, state }) =>
        state.tag === "done" ? [{ id: state.id, name, size: file.size }] : [],
      );
    if (files.length === 0) return;
    this.list.value = this.list.peek().filter(({ state }) => state.tag !== "done");
    this.#delegate.arrived(files);
  }

  #cancel(number: number): void {
    const sending = this.#sendings.get(number);
    this.#sendings.delete(number);
    sending?.cancel();
  }

  #set(number: number, state: TransferState): void {
    this.list.value = this.list
      .peek()
      .map((other) => (other.number === number ? { ...other, state } : other));
  }
}

async function outcomeOf(sending: Sending): Promise<TransferState> {
  try {
    return { tag: "done", id: await sending.id };
  } catch (error) {
    const mayRetry = error instanceof NotTaken && error.mayRetry;
    const reason = error instanceof Error ? error.message : String(error);
    return { tag: "failed", reason, mayRetry };
  }
}

/**
 * Uploads files, a few at a time. Uploaded files are handed over together when no upload is left,
 * so that ten files make one change of the value. A file whose connection broke off is sent again.
 */
import { signal } from "@preact/signals";
import type { FileUploaderElement } from "../../protocol.gen";

/** An uploaded file, as the record describes it. */
export type ShownFile = NonNullable<FileUploaderElement["files"]>[number];

export type TransferState =
  /** If its connection broke off before, `reason` says so. */
  | { readonly tag: "waiting"; readonly reason?: string }
  | { readonly tag: "sending"; readonly progress: number }
  | { readonly tag: "done"; readonly id: string }
  | { readonly tag: "failed"; readonly reason: string; readonly mayRetry: boolean };

/** A file from the user, with the name that is sent to the server. */
export interface GivenFile {
  readonly file: File;
  readonly name: string;
}

export interface Transfer extends GivenFile {
  readonly number: number;
  readonly state: TransferState;
}

/** Who tries again: nobody, because it would fail in the same way; the user; or the page itself. */
export type NextAttempt = "none" | "by user" | "by itself";

/** The upload of a file has failed; the message says why. */
export class NotTaken extends Error {
  constructor(
    reason: string,
    readonly nextAttempt: NextAttempt,
  ) {
    super(reason);
  }
}

/** An upload in progress. */
export interface Sending {
  /** Resolves to the file's id; rejects with `NotTaken` if the upload fails. */
  readonly id: Promise<string>;
  cancel(): void;
}

export interface TransfersDelegate {
  /** The reason if the server would refuse the file, so that it is not sent. */
  refusal(given: GivenFile): string | undefined;
  send(given: GivenFile, onProgress: (progress: number) => void): Sending;
  /** Resolves when a file that was cut off may be sent again, after so many attempts. */
  restored(attempts: number): Promise<void>;
  /** These files have been uploaded. */
  arrived(files: readonly ShownFile[]): void;
  /** Announces something to screen readers. */
  say(words: string): void;
}

const AT_ONCE = 3;
const MOST_ATTEMPTS = 6; // By itself; then the user is asked.
const LATER = "The connection broke off. It is sent again when it is back.";

export class Transfers {
  readonly list = signal<readonly Transfer[]>([]);
  readonly #delegate: TransfersDelegate;
  readonly #sendings = new Map<number, Sending>();
  // Of files that were cut off, how often they have been sent.
  readonly #attempts = new Map<number, number>();
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
    this.#attempts.delete(number);
    this.#set(number, { tag: "waiting" });
    this.#proceed();
  }

  /** Removes a file, and cancels its upload. */
  remove({ number }: Transfer): void {
    this.#cancel(number);
    this.list.value = this.list.peek().filter((other) => other.number !== number);
    this.#proceed();
  }

  /** Cancels all uploads. */
  stop(): void {
    for (const number of [...this.#sendings.keys()]) this.#cancel(number);
    this.#attempts.clear();
    this.list.value = [];
  }

  get isSending(): boolean {
    return this.list.value.some(({ state }) => state.tag === "waiting" || state.tag === "sending");
  }

  #proceed(): void {
    for (const transfer of this.list.peek()) {
      if (this.#sendings.size >= AT_ONCE) return;
      const { state } = transfer;
      if (state.tag === "waiting" && !state.reason) void this.#send(transfer);
    }
    if (!this.isSending) this.#handOver();
  }

  async #send(transfer: Transfer): Promise<void> {
    const { number, name } = transfer;
    const sending = this.#delegate.send(transfer, (progress) =>
      this.#set(number, { tag: "sending", progress }),
    );
    this.#sendings.set(number, sending);
    this.#set(number, { tag: "sending", progress: 0 });
    const { state, isCutOff } = await outcomeOf(sending);
    if (this.#sendings.get(number) !== sending) return; // It was cancelled.
    this.#sendings.delete(number);
    const attempts = (this.#attempts.get(number) ?? 0) + 1;
    if (isCutOff && attempts < MOST_ATTEMPTS) {
      this.#attempts.set(number, attempts);
      this.#set(number, { tag: "waiting", reason: LATER });
      void this.#sendAgain(number, attempts);
    } else this.#settle(number, name, state);
    this.#proceed();
  }

  async #sendAgain(number: number, attempts: number): Promise<void> {
    await this.#delegate.restored(attempts);
    if (this.#attempts.get(number) !== attempts) return; // It was removed.
    this.#set(number, { tag: "waiting" });
    this.#proceed();
  }

  #settle(number: number, name: string, state: TransferState): void {
    this.#attempts.delete(number);
    this.#set(number, state);
    this.#delegate.say(`${name}: ${state.tag === "failed" ? state.reason : "It is uploaded."}`);
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
    this.#attempts.delete(number);
    sending?.cancel();
  }

  #set(number: number, state: TransferState): void {
    this.list.value = this.list
      .peek()
      .map((other) => (other.number === number ? { ...other, state } : other));
  }
}

interface Outcome {
  readonly state: TransferState;
  /** Whether the connection broke off, so that another attempt is due. */
  readonly isCutOff: boolean;
}

async function outcomeOf(sending: Sending): Promise<Outcome> {
  try {
    return { state: { tag: "done", id: await sending.id }, isCutOff: false };
  } catch (error) {
    const next = error instanceof NotTaken ? error.nextAttempt : "none";
    const reason = error instanceof Error ? error.message : String(error);
    return {
      state: { tag: "failed", reason, mayRetry: next !== "none" },
      isCutOff: next === "by itself",
    };
  }
}

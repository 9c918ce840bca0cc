/** Turns of a long piece of work: between them the page answers, and paints. */
const LONGEST = 30; // Milliseconds.

export class Turns {
  #until = performance.now() + LONGEST;

  /** Whether the turn has taken its time. */
  get isOver(): boolean {
    return performance.now() >= this.#until;
  }

  /** Resolves when it is this work's turn again. */
  async next(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    this.#until = performance.now() + LONGEST;
  }
}

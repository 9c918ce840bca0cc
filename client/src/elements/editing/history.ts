/** What can be undone and redone. */
import type { Change } from "./changes";

const MOST = 200; // Steps.

export interface History {
  /** What undoes each step, the last one last. */
  readonly past: readonly (readonly Change[])[];
  readonly future: readonly (readonly Change[])[];
}

export const NO_HISTORY: History = { past: [], future: [] };

/** After something new was done: what was undone before cannot be redone. */
export function afterStep({ past }: History, inverse: readonly Change[]): History {
  return { past: [...past, inverse].slice(-MOST), future: [] };
}

export function afterUndo({ past, future }: History, inverse: readonly Change[]): History {
  return { past: past.slice(0, -1), future: [...future, inverse] };
}

export function afterRedo({ past, future }: History, inverse: readonly Change[]): History {
  return { past: [...past, inverse], future: future.slice(0, -1) };
}

/**
 * Finds out whether this tab was duplicated, and the other one is still there.
 *
 * A duplicated tab begins with a copy of `sessionStorage`. A mark in there says that a page has the
 * tab open. A page that is left removes it, so a load or a reload finds none and waits for nothing.
 * Who finds it is a duplicate, or the tab's page has crashed: then the tabs of this origin are asked.
 */
import type { TabMemory } from "./boot";

const LONGEST_ANSWER = 500; // Milliseconds. The socket connects meanwhile.

/** Calls `then` once it is known who this tab is: the memory says whether it is a copy. */
export function claimTab(base: string, memory: TabMemory, then: () => void): void {
  const { tab } = memory.own;
  const name = `anew-open:${base}`;
  const channel = new BroadcastChannel(name);
  let decide = (isCopy?: true): void => {
    decide = () => undefined;
    if (isCopy) memory.own = { ...memory.own, is_copy: true };
    then();
    // For those who have asked already: this tab was just loaded again.
    if (tab && !isCopy) channel.postMessage(`!${tab}`);
  };
  // A question is the tab's name, an answer has a mark before it. Whoever is still asking answers
  // too: of two who ask at the same moment, none may go on as if it were alone.
  channel.onmessage = ({ data }) => {
    if (data === memory.own.tab) channel.postMessage(`!${data}`);
    if (data === `!${tab}`) decide(true);
  };
  if (tab && isMarked(name)) {
    channel.postMessage(tab);
    setTimeout(() => decide(), LONGEST_ANSWER);
  } else decide();
  mark(name, "1");
  addEventListener("pageshow", () => mark(name, "1"));
  addEventListener("pagehide", () => mark(name, ""));
}

function isMarked(name: string): boolean {
  return sessionStorage.getItem(name) === "1"; // There is a storage: it had the tab's name.
}

function mark(name: string, text: string): void {
  try {
    sessionStorage.setItem(name, text);
  } catch {
    // Without storage, nothing of it is copied either.
  }
}

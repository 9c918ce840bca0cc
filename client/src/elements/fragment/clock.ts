/**
 * Asks the server to run fragments again and again, as long as somebody looks at the page.
 *
 * In a tab that is hidden, nothing is asked for. Whoever comes back sees what is overdue at once.
 */
import type { Session } from "../../session";

const LEAST = 50; // Milliseconds between two runs, whatever the author asks for.
const GATHER = 5; // Timers that are due at one moment fire about so long after each other.

const asked = new Set<string>();

/** Asks for a fragment again and again, until the function that is returned is called. */
export function repeat(session: Session, fragment: string, seconds: number): () => void {
  const pause = Math.max(seconds * 1000, LEAST);
  // Fragments that came together with one pause stay together: they are due at the same moments.
  const next = () => Math.ceil((performance.now() + pause) / LEAST) * LEAST;
  let due = next();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = document.hidden ? undefined : setTimeout(ask, Math.max(0, due - performance.now()));
  };
  const ask = () => {
    askSoon(session, fragment);
    due += pause;
    if (due <= performance.now()) due = next();
    wait();
  };
  document.addEventListener("visibilitychange", wait);
  wait();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", wait);
  };
}

/** Fragments whose time comes together are asked for together: the server has one run for them. */
function askSoon(session: Session, fragment: string): void {
  if (!asked.size) setTimeout(() => tell(session), GATHER);
  asked.add(fragment);
}

function tell(session: Session): void {
  const fragments = [...asked];
  asked.clear();
  // While there is no connection, nobody waits for it: the page is made anew then, or comes later.
  if (session.connection.peek().tag === "connected") session.tell({ tag: "refresh", fragments });
}

/** Starts the client, with the connection that `early.ts` has opened or with one of its own. */
import { addressBar } from "./address";
import { describeBrowser, newInstance, openSocket, readBoot, tabMemory } from "./boot";
import { realClock } from "./clock";
import type { Socket } from "./connection";
import type { Early } from "./early";
import { startHotkeys } from "./hotkeys";
import { startLater } from "./later";
import { draw } from "./render";
import { Session } from "./session";

function start(): void {
  const { base, version, style } = readBoot();
  const early = takeEarly();
  const session = new Session({
    open: () => openSocket(base) as Socket,
    early: early && { socket: early.socket as Socket, received: early.received },
    clock: realClock,
    memory: tabMemory(base),
    address: addressBar(base),
    browser: () => describeBrowser(base),
    instance: early?.instance ?? newInstance(),
    version,
  });
  session.start();
  startLater(style);
  draw(session, element("anew"));
  startHotkeys(session);
  addEventListener("popstate", () => session.wentTo());
  addEventListener("online", () => session.renew());
  addEventListener("pageshow", () => session.retryNow());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) session.retryNow();
  });
}

/** The connection that `early.ts` has opened, unless it has ended. */
function takeEarly(): Early | undefined {
  const early = window.anewEarly;
  window.anewEarly = undefined;
  return early && early.socket.readyState <= WebSocket.OPEN ? early : undefined;
}

function element(id: string): Element {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}

// The script may arrive before the rest of the page.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();

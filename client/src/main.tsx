/** Starts the client, with the connection that `early.ts` has opened or with one of its own. */
import { addressBar } from "./address";
import { describeBrowser, newInstance, openSocket, readBoot, tabMemory } from "./boot";
import { realClock } from "./clock";
import type { EarlySocket, Socket } from "./connection";
import type { Early } from "./early";
import { startHotkeys } from "./hotkeys";
import { startLater } from "./later";
import { draw } from "./render";
import { Session } from "./session";
import { DARK, scheme } from "./theme";

function start(): void {
  const { base, version, style } = readBoot();
  const early: Early | undefined = window.anewEarly;
  window.anewEarly = undefined;
  const isOpen = early && early.socket.readyState <= WebSocket.OPEN;
  const session = new Session({
    open: () => openSocket(base) as Socket,
    early: isOpen ? (early as EarlySocket) : undefined,
    clock: realClock,
    memory: early?.memory ?? tabMemory(base),
    address: addressBar(base),
    browser: () => describeBrowser(base),
    instance: early?.instance ?? newInstance(),
    version,
  });
  session.start();
  startLater(style);
  draw(session, element("anew"));
  startHotkeys(session);
  matchMedia(DARK).onchange = () => session.tell({ tag: "scheme", theme: scheme() });
  addEventListener("popstate", () => session.wentTo());
  addEventListener("online", () => session.renew());
  addEventListener("pageshow", () => session.retryNow());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) session.retryNow();
  });
}

function element(id: string): Element {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}

// The script may arrive before the rest of the page.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();

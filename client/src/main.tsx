/** Starts the client: the connection first, so that the server's answer is on its way early. */
import { addressBar } from "./address";
import type { Socket, TabMemory } from "./connection";
import { realClock } from "./clock";
import { startHotkeys } from "./hotkeys";
import { startLater } from "./later";
import { draw } from "./render";
import { Session } from "./session";
import { isDark, startTheme } from "./theme";

/** What the server tells the page before there is a connection. */
interface Boot {
  readonly base: string;
  readonly version: string;
  /** The style sheet of what is loaded later. */
  readonly style: string;
}

function start(): void {
  const boot = JSON.parse(text("anew-boot")) as Boot;
  const session = new Session({
    open: () => new WebSocket(socketUrl(boot.base)) as Socket,
    clock: realClock,
    memory: tabMemory(boot.base),
    address: addressBar(boot.base),
    browser: () => describeBrowser(boot.base),
    instance: crypto.getRandomValues(new Uint32Array(4)).join("-"),
    version: boot.version,
  });
  session.start();
  startLater(boot.style);
  startTheme();
  draw(session, element("anew"));
  startHotkeys(session);
  addEventListener("popstate", () => session.wentTo());
  addEventListener("online", () => session.renew());
  addEventListener("pageshow", () => session.retryNow());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) session.retryNow();
  });
}

function describeBrowser(base: string) {
  return {
    url: location.origin + base,
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    timezone_offset: new Date().getTimezoneOffset(),
    theme: isDark() ? "dark" : "light",
    is_embedded: parent !== window,
  };
}

function socketUrl(base: string): string {
  return `${location.origin.replace(/^http/, "ws")}${base}/_anew/socket`;
}

/** The session's name, kept by the browser for this tab alone. */
function tabMemory(base: string): TabMemory {
  const key = `anew-tab:${base}`;
  let own: string | undefined; // Where the browser keeps nothing for this site.
  return {
    get tab() {
      try {
        return sessionStorage.getItem(key) ?? own;
      } catch {
        return own;
      }
    },
    set tab(tab) {
      own = tab;
      try {
        if (tab) sessionStorage.setItem(key, tab);
        else sessionStorage.removeItem(key);
      } catch {
        // Then a reload starts a new session.
      }
    },
  };
}

function text(id: string): string {
  return element(id).textContent ?? "";
}

function element(id: string): Element {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}

// The script may arrive before the rest of the page.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();

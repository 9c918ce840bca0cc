/** What a page load starts from: what the server wrote into the page, and what the browser knows. */
import { addressBar } from "./address";
import type { HelloMessage } from "./protocol.gen";
import { PROTOCOL } from "./protocol.gen";
import { isDark } from "./theme";

/** What the server tells the page before there is a connection. */
export interface Boot {
  readonly base: string;
  readonly version: string;
  /** The style sheet of what is loaded later. */
  readonly style: string;
}

/** Where a tab remembers its session over a reload. */
export interface TabMemory {
  tab: string | undefined;
}

export function readBoot(): Boot {
  return JSON.parse(document.getElementById("anew-boot")?.textContent ?? "") as Boot;
}

export function openSocket(base: string): WebSocket {
  return new WebSocket(`${location.origin.replace(/^http/, "ws")}${base}/_anew/socket`);
}

/** Names a page load, and no other. */
export function newInstance(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/** What a page load says first. */
export function firstHello(base: string, instance: string): HelloMessage {
  return {
    tag: "hello",
    protocol: PROTOCOL,
    instance,
    tab: tabMemory(base).tab ?? null,
    seen: 0,
    location: addressBar(base).read(),
    browser: describeBrowser(base),
  };
}

export function describeBrowser(base: string): NonNullable<HelloMessage["browser"]> {
  return {
    url: location.origin + base,
    locale: navigator.language,
    timezone: timeZone(),
    timezone_offset: new Date().getTimezoneOffset(),
    theme: isDark() ? "dark" : "light",
    is_embedded: /[?&]embed=true(&|$)/i.test(location.search),
  };
}

/** Where there is `Temporal`, it knows at once; a first `Intl` takes some 20 ms. */
function timeZone(): string {
  const { Temporal } = globalThis as { Temporal?: { Now: { timeZoneId(): string } } };
  return Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The session's name, kept by the browser for this tab alone. */
export function tabMemory(base: string): TabMemory {
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

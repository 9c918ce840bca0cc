/** What a page load starts with: the server's data in the page, and facts about the browser. */
import { addressBar } from "./address";
import type { HelloMessage } from "./protocol.gen";
import { PROTOCOL } from "./protocol.gen";
import { isDark } from "./theme";

/** The data that the server writes into the page. */
export interface Boot {
  readonly base: string;
  readonly version: string;
  /** The URL of the style sheet for code that is loaded lazily. */
  readonly style: string;
}

/** Where a tab keeps the id of its session across reloads. */
export interface TabMemory {
  tab: string | undefined;
}

export function readBoot(): Boot {
  return JSON.parse(document.getElementById("anew-boot")?.textContent ?? "") as Boot;
}

export function openSocket(base: string): WebSocket {
  return new WebSocket(`${location.origin.replace(/^http/, "ws")}${base}/_anew/socket`);
}

/** A random id for this page load. */
export function newInstance(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/** The first message of a page load. */
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

/** The time zone: from `Temporal` if the browser has it, because the first `Intl` takes 20 ms. */
function timeZone(): string {
  const { Temporal } = globalThis as { Temporal?: { Now: { timeZoneId(): string } } };
  return Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Keeps the session's id in `sessionStorage`, which belongs to this tab only. */
export function tabMemory(base: string): TabMemory {
  const key = `anew-tab:${base}`;
  let own: string | undefined; // In case the browser has no storage for this site.
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
        // Without storage, a reload starts a new session.
      }
    },
  };
}

/** What a page load starts with: the server's data in the page, and facts about the browser. */
import { placeAt } from "./address";
import type { HelloMessage } from "./protocol.gen";
import { PROTOCOL } from "./protocol.gen";
import { scheme } from "./theme";

/** The data that the server writes into the page. */
export interface Boot {
  readonly base: string;
  readonly version: string;
  /** The URL of the style sheet for code that is loaded lazily. */
  readonly style: string;
}

/** What a tab knows of its session: each hello has it. */
export type Own = Pick<HelloMessage, "tab" | "is_copy" | "acknowledged" | "epoch" | "has_all">;

/** Where a tab keeps this across reloads. */
export interface TabMemory {
  own: Own;
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
export function firstHello(base: string, instance: string, own: Own): HelloMessage {
  return {
    tag: "hello",
    protocol: PROTOCOL,
    instance,
    ...own,
    location: placeAt(base),
    browser: describeBrowser(base),
  };
}

export function describeBrowser(base: string): NonNullable<HelloMessage["browser"]> {
  return {
    url: location.origin + base,
    locale: navigator.language,
    timezone: timeZone(),
    timezone_offset: new Date().getTimezoneOffset(),
    theme: scheme(),
    is_embedded: /[?&]embed=true(&|$)/i.test(location.search),
  };
}

/** The time zone: from `Temporal` if the browser has it, because the first `Intl` takes 20 ms. */
function timeZone(): string {
  const { Temporal } = globalThis as { Temporal?: { Now: { timeZoneId(): string } } };
  return Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** In `sessionStorage`, which belongs to this tab only; a duplicated tab begins with a copy. */
export function tabMemory(base: string): TabMemory {
  const key = `anew-tab:${base}`;
  // Frames of one page share the storage. It is also for browsers that have none for this site.
  let own: Own | undefined;
  // Another page of the app may change what is stored, before this one is shown again.
  addEventListener("pagehide", () => (own = undefined));
  return {
    get own() {
      try {
        return own ?? (JSON.parse(sessionStorage.getItem(key) ?? "{}") as Own);
      } catch {
        return {};
      }
    },
    set own(value) {
      own = value;
      try {
        sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Without storage, a reload starts a new session.
      }
    },
  };
}

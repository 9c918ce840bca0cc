/**
 * Runs first in each isolated frame, whose origin is its own and opaque.
 *
 * Such a document has no storage and no cookies: reading them throws, and many packages do so
 * before anything else. Here both are in memory instead, for as long as the frame lasts. The page is
 * told what was used or refused, so that it can tell the author.
 */
import { REFUSED } from "./messages";

type Refused = "storage" | "cookies" | "page";

const told = new Set<Refused>();

function tell(what: Refused): void {
  if (told.has(what)) return;
  told.add(what);
  parent.postMessage({ isStreamlitMessage: true, type: REFUSED, what }, "*");
}

/** Storage in memory, with items as properties too. */
function storageInMemory(): Storage {
  const items = new Map<string, string>();
  const methods = {
    getItem: (key: string) => items.get(String(key)) ?? null,
    setItem: (key: string, value: string) => void items.set(String(key), String(value)),
    removeItem: (key: string) => void items.delete(String(key)),
    clear: () => items.clear(),
    key: (index: number) => [...items.keys()][index] ?? null,
  };
  return new Proxy(methods as unknown as Storage, {
    get: (_, name) => {
      tell("storage");
      if (name === "length") return items.size;
      if (name in methods) return methods[name as keyof typeof methods];
      return typeof name === "string" ? items.get(name) : undefined;
    },
    set: (_, name, value) => {
      tell("storage");
      items.set(String(name), String(value));
      return true;
    },
    deleteProperty: (_, name) => items.delete(String(name)) || true,
    has: (_, name) => name in methods || items.has(String(name)),
    ownKeys: () => [...items.keys()],
    getOwnPropertyDescriptor: (_, name) => ({
      configurable: true,
      enumerable: true,
      value: items.get(String(name)),
    }),
  });
}

/** Cookies in memory: those that have expired are gone, all other attributes are ignored. */
function keepCookies(): void {
  const cookies = new Map<string, string>();
  Object.defineProperty(document, "cookie", {
    configurable: true,
    get: () => {
      tell("cookies");
      return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    },
    set: (text: string) => {
      tell("cookies");
      const [pair = "", ...attributes] = String(text).split(";");
      const [name = "", ...value] = pair.split("=");
      if (attributes.some(isOver)) cookies.delete(name.trim());
      else cookies.set(name.trim(), value.join("=").trim());
    },
  });
}

function isOver(attribute: string): boolean {
  const [name = "", value = ""] = attribute.trim().split("=");
  if (/^max-age$/i.test(name)) return Number(value) <= 0;
  return /^expires$/i.test(name) && Date.parse(value) <= Date.now();
}

function isRefused(use: () => unknown): boolean {
  try {
    use();
    return false;
  } catch {
    return true;
  }
}

for (const name of ["localStorage", "sessionStorage"] as const) {
  if (isRefused(() => window[name])) {
    Object.defineProperty(window, name, { configurable: true, value: storageInMemory() });
  }
}
if (isRefused(() => document.cookie)) keepCookies();

// What else is refused: the page around the frame, above all.
addEventListener("error", ({ error }) => {
  if (error instanceof DOMException && error.name === "SecurityError") tell("page");
});
addEventListener("unhandledrejection", ({ reason }) => {
  if (reason instanceof DOMException && reason.name === "SecurityError") tell("page");
});

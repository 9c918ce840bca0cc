/** Another theme, which the author has saved while the page is open. */
import { show } from "./choice";
import { readBoot } from "./boot";
import type { LookMessage } from "./protocol.gen";
import type { Session } from "./session";
import { KEY, page } from "./theme";

export async function changeLook(session: Session, { style = "", scheme = "" }: LookMessage): Promise<void> {
  const before = document.querySelector('link[href*="/theme-"]');
  if (style) await added(`${readBoot().base}/_anew/assets/${style}`, before);
  before?.remove();
  page["look"] = style; // Charts and frames look here.
  if (page["fixed"] === undefined && !hasChosen()) show(session, scheme || "system");
}

/** Adds a style sheet beside another; resolves once it counts, so that the page is never without. */
function added(href: string, beside: Element | null): Promise<unknown> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  const isThere = new Promise((resolve) => (link.onload = link.onerror = resolve));
  // What the page's address asks for comes after it.
  const after = document.querySelector('link[href*="/embedded-"]');
  if (beside) beside.after(link);
  else if (after) after.before(link);
  else document.head.append(link);
  return isThere;
}

function hasChosen(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

/** Tells the author, once, what an isolated frame was refused, and which option opens it. */
import type { Session } from "../../session";

const WORDS: Readonly<Record<string, string>> = {
  cookies: "uses cookies, which are forgotten when the page is left",
  page: "tried to reach the page around it, which is refused",
  storage: "uses the browser's storage, which is forgotten when the page is left",
};

const told = new Set<string>();

export function tellOfRefusal(session: Session, name: string, what: unknown): void {
  const words = typeof what === "string" ? WORDS[what] : undefined;
  if (!words || told.has(`${name} ${what}`)) return;
  told.add(`${name} ${what}`);
  const [option = name] = name.split(".");
  const text =
    `${name}: its frame is isolated and ${words}. If you trust its code with all that ` +
    `users can do in this app, set the option component.trusted = ["${option}"].`;
  console.warn(text);
  // Storage is often only looked at. Visitors can do nothing about any of it.
  if (what !== "storage" && session.toolbar.peek() === "developer") session.notify(text);
}

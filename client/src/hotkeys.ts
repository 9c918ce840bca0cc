/** Keys that work anywhere on the page, except while a control that uses keys has the focus. */
import type { Session } from "./session";

export function startHotkeys(session: Session): void {
  document.addEventListener("keydown", (event) => {
    if (hasModifier(event) || isTyping(event) || document.querySelector("dialog[open]")) return;
    if (event.key === "r") session.values.rerun();
    else if (event.key === "c" && session.toolbar.value === "developer") {
      session.isClearing.value = true;
    } else return;
    event.preventDefault();
  });
}

export function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

const TAKES_KEYS = "textarea, select, input, [role=slider], [role=grid]";

export function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(TAKES_KEYS));
}

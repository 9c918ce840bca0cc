/** Keyboard shortcuts of buttons, such as "Ctrl+K". */
import { isTyping } from "../../hotkeys";

const isApple = /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** Calls `action` when the keys are pressed; returns a function that stops this. */
export function onShortcut(keys: string, action: () => void): () => void {
  const parts = keys
    .toLowerCase()
    .split("+")
    .map((part) => part.trim());
  const key = parts.pop() ?? "";
  const wanted = new Set(parts.map(modifier));
  const press = (event: KeyboardEvent) => {
    if (!hasModifiers(event, wanted) || !isKey(event, key)) return;
    // While the user types, a letter without a modifier is text.
    if (wanted.size === 0 && key.length === 1 && isTyping(event)) return;
    event.preventDefault();
    action();
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

const MAIN_MODIFIERS = new Set(["ctrl", "control", "cmd", "command", "meta", "mod"]);

/** Treats "Ctrl+K" and "Cmd+K" alike, because each platform uses one of the two keys. */
function modifier(word: string): string {
  if (MAIN_MODIFIERS.has(word)) return isApple ? "meta" : "ctrl";
  return word === "option" ? "alt" : word;
}

function hasModifiers(event: KeyboardEvent, wanted: ReadonlySet<string>): boolean {
  return (
    event.ctrlKey === wanted.has("ctrl") &&
    event.metaKey === wanted.has("meta") &&
    event.altKey === wanted.has("alt") &&
    event.shiftKey === wanted.has("shift")
  );
}

const NAMES: Readonly<Record<string, string>> = {
  esc: "escape",
  space: " ",
  up: "arrowup",
  down: "arrowdown",
  left: "arrowleft",
  right: "arrowright",
  del: "delete",
};

function isKey(event: KeyboardEvent, key: string): boolean {
  return event.key.toLowerCase() === (NAMES[key] ?? key);
}

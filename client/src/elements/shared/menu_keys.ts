/** Moves the focus through a menu with the arrow keys, Home and End, and by an entry's first letter. */

/** Moves the focus, if the key does so; whether it does. */
export function movedFocus(event: KeyboardEvent): boolean {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll("button")];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next !== undefined) items.at(next % items.length)?.focus();
  return next !== undefined || movedToLetter(event, items, at);
}

function movedToLetter(event: KeyboardEvent, items: readonly HTMLElement[], at: number): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  if ([...key].length !== 1 || key === " " || ctrlKey || metaKey || altKey) return false;
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  const begins = ({ textContent }: HTMLElement) =>
    textContent.trim().toLowerCase().startsWith(key.toLowerCase());
  after.find(begins)?.focus();
  return true;
}

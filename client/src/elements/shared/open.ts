/** Whether a part of the page that opens and closes is open. */
import { useState } from "preact/hooks";
import { useValue, type ValueElement } from "./value";

/** One without an id is the user's own affair, and is as the author says when that changes. */
export function useOpen(
  element: ValueElement<boolean>,
): readonly [boolean, (isOpen: boolean) => void] {
  const { value = false, change } = useValue(element);
  const [own, setOwn] = useState({ isOpen: value, over: value });
  if (element.id) return [value, change];
  return [own.over === value ? own.isOpen : value, (isOpen) => setOwn({ isOpen, over: value })];
}

/** Whether a part of the page that opens and closes is open. */
import { useState } from "preact/hooks";
import { useValue, type ValueElement } from "./value";

interface OpenElement extends ValueElement<boolean> {
  readonly key?: string;
  readonly label?: string;
}

/**
 * One without an id is the user's own affair, and is as the author says when that changes; so is
 * another one in its place, which is identified by its key, else by its label.
 */
export function useOpen(
  element: OpenElement,
): readonly [boolean, (isOpen: boolean) => void] {
  const { value = false, change } = useValue(element);
  const name = element.key || element.label;
  const [own, setOwn] = useState({ isOpen: value, over: value, name });
  if (element.id) return [value, change];
  const isSame = own.over === value && own.name === name;
  return [isSame ? own.isOpen : value, (isOpen) => setOwn({ isOpen, over: value, name })];
}

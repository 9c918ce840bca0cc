/** The open state of a collapsible part of the page. */
import { useState } from "preact/hooks";
import { useValue, type ValueElement } from "./value";

interface OpenElement extends ValueElement<boolean> {
  readonly key?: string;
  readonly label?: string;
}

/**
 * For an element without an id, the state is kept in the tab. It is reset to the author's value
 * when that value changes, or when another element takes its place: one with another key or label.
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

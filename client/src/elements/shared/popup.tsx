/** A box in the top layer, below its anchor; it closes when the focus moves elsewhere. */
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { named } from "./test_id";

export interface PopupProps {
  /** The element below which it is placed. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly children: ComponentChildren;
  /** The name of the box for tests and style sheets; `label` is the id of its label. */
  readonly name?: string;
  readonly label?: string;
  readonly box?: RefObject<HTMLDivElement | null>;
  /** Whether it is as wide as its anchor. */
  readonly isAsWide?: boolean;
  /** Whether it is placed at the side of its anchor. */
  readonly isBeside?: boolean;
}

const DISTANCE = 4; // Pixels from the anchor, and from the window's edge.

export function Popup({ anchor, children, name, label, isAsWide = false, isBeside, ...own }: PopupProps) {
  const ownBox = useRef<HTMLDivElement>(null);
  const box = own.box ?? ownBox;
  useLayoutEffect(() => {
    const move = () => {
      if (!box.current || !anchor.current) return;
      if (isAsWide) box.current.style.width = `${anchor.current.offsetWidth}px`;
      (isBeside ? placeBeside : place)(box.current, anchor.current);
    };
    box.current?.showPopover?.();
    move();
    addEventListener("scroll", move, true);
    addEventListener("resize", move);
    const sizes = new ResizeObserver(move);
    if (box.current) sizes.observe(box.current);
    return () => {
      sizes.disconnect();
      removeEventListener("scroll", move, true);
      removeEventListener("resize", move);
    };
  }, []);
  return (
    // Focusable, so that pressing it beside its controls does not close it.
    <div
      ref={box}
      {...(name ? named(name, "popup") : { class: "popup" })}
      {...(label && { role: "dialog", "aria-labelledby": label })}
      popover="manual"
      data-as-wide={isAsWide}
      tabIndex={-1}
    >
      {children}
    </div>
  );
}

/** Closes a popup on a press outside, on Escape, and when the focus moves to the page. */
export function useClosing(
  own: RefObject<HTMLElement | null>,
  opener: RefObject<HTMLElement | null>,
  isShown: boolean,
  close: () => void,
) {
  useLayoutEffect(() => {
    // In a layout effect, so that it applies as soon as the popup is there.
    if (!isShown) return undefined;
    const press = ({ target }: Event) => {
      if (!own.current?.contains(target as Node)) close();
    };
    addEventListener("pointerdown", press, true);
    return () => removeEventListener("pointerdown", press, true);
  }, [isShown]);
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !isShown || event.defaultPrevented) return;
      event.preventDefault(); // So that a popover around this one stays open.
      close();
      opener.current?.focus();
    },
    onFocusOut: ({ relatedTarget }: FocusEvent) => {
      // `relatedTarget` is null if the focused element was removed: the focus did not move.
      const isElsewhere = relatedTarget && !own.current?.contains(relatedTarget as Node);
      if (isShown && isElsewhere) close();
    },
  };
}

/** Places a box below its anchor if there is room, else above or over it, inside the window. */
function place(box: HTMLElement, anchor: HTMLElement): void {
  const { top, bottom, left } = anchor.getBoundingClientRect();
  const below = bottom + DISTANCE;
  const isRoomBelow = below + box.offsetHeight <= innerHeight - DISTANCE;
  const above = top - box.offsetHeight - DISTANCE;
  const lowest = Math.max(DISTANCE, innerHeight - box.offsetHeight - DISTANCE);
  box.style.top = `${isRoomBelow ? below : above < DISTANCE ? lowest : above}px`;
  const rightmost = innerWidth - box.offsetWidth - DISTANCE;
  box.style.left = `${Math.max(DISTANCE, Math.min(left, rightmost))}px`;
}

/** Places a box at the end of its anchor if there is room, else at its start; both inside the window. */
function placeBeside(box: HTMLElement, anchor: HTMLElement): void {
  const { top, right, left } = anchor.getBoundingClientRect();
  const rightmost = innerWidth - box.offsetWidth - DISTANCE;
  const lowest = innerHeight - box.offsetHeight - DISTANCE;
  const wanted = right + DISTANCE <= rightmost ? right + DISTANCE : left - box.offsetWidth - DISTANCE;
  box.style.top = `${Math.max(DISTANCE, Math.min(top, lowest))}px`;
  box.style.left = `${Math.max(DISTANCE, Math.min(wanted, rightmost))}px`;
}

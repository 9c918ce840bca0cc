/** A box above all else, below what it belongs to; it goes when the focus goes elsewhere. */
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { named } from "./test_id";

export interface PopupProps {
  /** What it stands below. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly children: ComponentChildren;
  /** Of a box that is known by itself: its name, and the id of what it is called by. */
  readonly name?: string;
  readonly label?: string;
  readonly box?: RefObject<HTMLDivElement | null>;
  /** Whether it is as wide as its anchor. */
  readonly isAsWide?: boolean;
}

const DISTANCE = 4; // Pixels from the anchor, and from the window's edge.

export function Popup({ anchor, children, name, label, isAsWide = false, ...own }: PopupProps) {
  const ownBox = useRef<HTMLDivElement>(null);
  const box = own.box ?? ownBox;
  useLayoutEffect(() => {
    const move = () => {
      if (!box.current || !anchor.current) return;
      if (isAsWide) box.current.style.width = `${anchor.current.offsetWidth}px`;
      place(box.current, anchor.current);
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
    // It can have the focus, so that pressing it beside its controls does not close it.
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

/** What closes a popup: a press beside it, Escape, and focus that goes on to the page. */
export function useClosing(
  own: RefObject<HTMLElement | null>,
  opener: RefObject<HTMLElement | null>,
  isShown: boolean,
  close: () => void,
) {
  useLayoutEffect(() => {
    // From the moment that it is there.
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
      event.preventDefault(); // A popover that this one is in stays open.
      close();
      opener.current?.focus();
    },
    onFocusOut: ({ relatedTarget }: FocusEvent) => {
      // There is none when what had the focus is drawn anew: then it went nowhere.
      const isElsewhere = relatedTarget && !own.current?.contains(relatedTarget as Node);
      if (isShown && isElsewhere) close();
    },
  };
}

/** Below the anchor if there is room, else above, else over it; never outside of the window. */
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

/** A box above all else, below what it belongs to; it goes when the focus goes elsewhere. */
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface PopupProps {
  /** What it stands below. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly children: ComponentChildren;
}

const DISTANCE = 4; // Pixels from the anchor, and from the window's edge.

export function Popup({ anchor, children }: PopupProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const move = () => box.current && anchor.current && place(box.current, anchor.current);
    box.current?.showPopover?.();
    move();
    addEventListener("scroll", move, true);
    addEventListener("resize", move);
    return () => {
      removeEventListener("scroll", move, true);
      removeEventListener("resize", move);
    };
  }, []);
  return (
    // It can have the focus, so that pressing it beside its controls does not close it.
    <div ref={box} class="popup" popover="manual" tabIndex={-1}>
      {children}
    </div>
  );
}

/** Below the anchor if there is room, else above; never outside of the window. */
function place(box: HTMLElement, anchor: HTMLElement): void {
  const { top, bottom, left } = anchor.getBoundingClientRect();
  const below = bottom + DISTANCE;
  const isRoomBelow = below + box.offsetHeight <= innerHeight - DISTANCE;
  const above = top - box.offsetHeight - DISTANCE;
  box.style.top = `${isRoomBelow || above < DISTANCE ? below : above}px`;
  const rightmost = innerWidth - box.offsetWidth - DISTANCE;
  box.style.left = `${Math.max(DISTANCE, Math.min(left, rightmost))}px`;
}

/** The box of a tooltip: in the top layer, beside its target. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Html as Markup } from "../../protocol.gen";
import { Html } from "./html";
import { named } from "./test_id";

export interface TooltipContentProps {
  readonly id: string;
  readonly help: Markup;
  readonly target: RefObject<HTMLElement | null>;
}

const DISTANCE = 8; // Pixels from the target, and from the window's edge.

export function TooltipContent({ id, help, target }: TooltipContentProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!box.current || !target.current) return undefined;
    box.current.showPopover?.();
    place(box.current, anchorOf(target.current));
    return describe(target.current, id);
  }, []);
  return (
    <div {...named("stTooltipContent")} id={id} ref={box} role="tooltip" popover="manual">
      <Html html={help} {...named("stMarkdownContainer")} />
    </div>
  );
}

/** Makes assistive technology read the tooltip with the control that has the focus. */
function describe(target: HTMLElement, id: string): () => void {
  const control = target.firstElementChild;
  control?.setAttribute("aria-describedby", id);
  return () => control?.removeAttribute("aria-describedby");
}

/** The rectangle of the target's content: the target itself has no box in the layout. */
function anchorOf(target: HTMLElement): DOMRect {
  return (target.firstElementChild ?? target).getBoundingClientRect();
}

/** Places a box above its target if there is room, else below, and inside the window. */
function place(box: HTMLElement, target: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = box;
  const above = target.top - height - DISTANCE;
  const top = above >= DISTANCE ? above : target.bottom + DISTANCE;
  const middle = target.left + target.width / 2 - width / 2;
  const left = Math.max(DISTANCE, Math.min(middle, innerWidth - width - DISTANCE));
  box.style.top = `${top}px`;
  box.style.left = `${left}px`;
}

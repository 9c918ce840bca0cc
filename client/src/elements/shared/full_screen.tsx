/**
 * A frame that can fill the window, until Escape is pressed. It does so as a popover in the top
 * layer, and not by the Fullscreen API, which an embedding page might not allow.
 */
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Tool, Tools } from "./tools";
import { named } from "./test_id";

const LARGER = "M6 2.5H2.5V6M10 2.5h3.5V6M6 13.5H2.5V10M10 13.5h3.5V10";
const SMALLER = "M2.5 6H6V2.5M13.5 6H10V2.5M2.5 10H6v3.5M13.5 10H10v3.5";

export interface FullScreenFrameProps {
  /** A label of its content, for screen readers. */
  readonly label: string;
  /** Additional buttons. */
  readonly tools?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function FullScreenFrame({ label, tools, children }: FullScreenFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isFull, setFull] = useState(false);
  useTopLayer(box, isFull);
  return (
    <div
      ref={box}
      {...named("stFullScreenFrame")}
      data-full={isFull}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isFull || event.defaultPrevented) return;
        event.preventDefault();
        setFull(false);
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        // The focus has moved to the page below.
        if (isFull && relatedTarget && !currentTarget.contains(relatedTarget as Node)) setFull(false);
      }}
    >
      <Tools label={label}>
        {tools}
        <Tool
          name={isFull ? "Close fullscreen" : "Fullscreen"}
          path={isFull ? SMALLER : LARGER}
          onClick={() => setFull(!isFull)}
        />
      </Tools>
      {children}
    </div>
  );
}

function useTopLayer(box: RefObject<HTMLElement | null>, isFull: boolean): void {
  useLayoutEffect(() => {
    const { current } = box;
    if (!isFull || !current) return undefined;
    current.popover = "manual";
    current.showPopover?.();
    // Move the focus into the frame, so that the keyboard works there.
    if (!current.contains(document.activeElement)) current.querySelector("button")?.focus();
    return () => current.removeAttribute("popover"); // This also closes it.
  }, [isFull]);
}

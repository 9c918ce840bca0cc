/** The name of a column with help, which is shown under the pointer, and while the keyboard is at the header. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Html } from "../../protocol.gen";
import { useLoaded } from "../shared/lazy";
import { named } from "../shared/test_id";

const loadContent = () => import("../shared/tooltip_content").then((module) => module.TooltipContent);

export interface HeaderHelpProps {
  readonly name: string;
  readonly help: Html;
  /** Whether it is the header of the active cell; the focus itself is the grid's. */
  readonly isActive: boolean;
}

export function HeaderHelp({ name, help, isActive }: HeaderHelpProps) {
  const [isOver, setOver] = useState(false);
  const [isReached, setReached] = useState(false);
  const own = useRef<HTMLSpanElement>(null);
  const id = useId();
  const isShown = isOver || isReached;
  const Content = useLoaded(loadContent, isShown);
  useEffect(() => {
    const grid = own.current?.closest("[role=grid]");
    const header = own.current?.closest("[role=columnheader]");
    if (!grid || !header || !isActive) return undefined;
    const look = () => setReached(grid.matches(":focus") && !header.matches(":hover")); // Pressed, it only sorts.
    look();
    grid.addEventListener("focus", look);
    grid.addEventListener("blur", look);
    return () => {
      grid.removeEventListener("focus", look);
      grid.removeEventListener("blur", look);
      setReached(false);
    };
  }, [isActive]);
  useLayoutEffect(() => {
    // In a layout effect, so that it applies as soon as the help is there.
    if (!isShown) return undefined;
    const leave = ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      setOver(false);
      setReached(false);
    };
    addEventListener("keydown", leave, true);
    return () => removeEventListener("keydown", leave, true);
  }, [isShown]);
  return (
    <span
      {...named("stTooltipHoverTarget")}
      ref={own}
      onMouseEnter={() => setOver(true)}
      onMouseLeave={() => setOver(false)}
    >
      <span class="grid-name grid-helped">{name}</span>
      {isShown && Content && <Content id={id} help={help} target={own} />}
    </span>
  );
}

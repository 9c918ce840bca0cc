/** Help that is shown while the pointer is over something, or while it has the focus. */
import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import type { Html } from "../../protocol.gen";
import { named } from "./test_id";
import { useLoaded } from "./lazy";

const loadContent = () => import("./tooltip_content").then((module) => module.TooltipContent);

export interface TooltipProps {
  readonly help: Html | null | undefined;
  readonly children: ComponentChildren;
}

/** Adds help to its children, if there is any. */
export function Tooltip({ help, children }: TooltipProps) {
  const [isShown, setShown] = useState(false);
  const target = useRef<HTMLSpanElement>(null);
  const id = useId();
  const Content = useLoaded(loadContent, isShown);
  if (!help) return <>{children}</>;
  return (
    <span
      {...named("stTooltipHoverTarget")}
      ref={target}
      onMouseEnter={() => setShown(true)}
      onMouseLeave={() => setShown(false)}
      onFocusIn={() => setShown(true)}
      onFocusOut={() => setShown(false)}
      onKeyDown={(event) => event.key === "Escape" && setShown(false)}
    >
      {children}
      {isShown && Content && <Content id={id} help={help} target={target} />}
    </span>
  );
}

export interface HelpIconProps {
  readonly help: Html | null | undefined;
  /** The id of the label that the help is for. */
  readonly of?: string;
}

/** A question mark with help for the label beside it. */
export function HelpIcon({ help, of }: HelpIconProps) {
  if (!help) return null;
  return (
    <span {...named("stTooltipIcon")}>
      <Tooltip help={help}>
        {/* Not part of a surrounding label: pressing it does not press the control. */}
        <button
          type="button"
          class="help-mark"
          id={of && `${of}-help`}
          aria-label={of ? "Help for" : "Help for this text"}
          aria-labelledby={of && `${of}-help ${of}`}
          onClick={(event) => event.preventDefault()}
        />
      </Tooltip>
    </span>
  );
}

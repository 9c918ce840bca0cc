// lazy, block
/** A button that opens a part of the page above the rest. */
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { PopoverElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Frame } from "./shared/frame";
import { Icon } from "./shared/icon";
import { LabelText } from "./shared/label";
import { useOpen } from "./shared/open";
import { Popup, useClosing } from "./shared/popup";
import { named } from "./shared/test_id";
import { Tooltip } from "./shared/tooltip";

export default function Popover({ element, node, draw }: ElementProps<PopoverElement>) {
  const { type = "secondary", disabled = false } = element;
  const [isOpen, setOpen] = useOpen(element);
  const own = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const wasPressed = useRef(false);
  const id = useId();
  const isShown = isOpen && !disabled;
  useClosing(own, isShown, () => setOpen(false));
  useLayoutEffect(() => {
    // Only where the user opened it: the author does not take the focus away.
    if (isShown && wasPressed.current) box.current?.focus();
    wasPressed.current = false;
  }, [isShown]);
  const body = (
    <div
      {...named("stPopover")}
      ref={own}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isShown || event.defaultPrevented) return;
        event.preventDefault(); // One that this one is in stays open.
        setOpen(false);
        button.current?.focus();
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        // The focus went on to the page; it goes nowhere when what had it is drawn anew.
        const isElsewhere = relatedTarget && !currentTarget.contains(relatedTarget as Node);
        if (isShown && isElsewhere) setOpen(false);
      }}
    >
      <Tooltip help={element.help}>
        <button
          ref={button}
          type="button"
          id={id}
          class={`button ${type}-button`}
          data-testid="stPopoverButton"
          data-wrap={element.wrap ?? undefined}
          disabled={disabled}
          aria-haspopup="dialog"
          aria-expanded={isShown}
          onClick={() => {
            wasPressed.current = !isShown;
            setOpen(!isShown);
          }}
        >
          <Icon icon={element.icon} />
          <LabelText element={element} />
          <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
            <path d="m4 6 4 4 4-4" />
          </svg>
        </button>
      </Tooltip>
      {isShown && (
        <Popup
          anchor={button}
          name="stPopoverBody"
          label={id}
          box={box}
          isAsWide={element.width !== "content"}
        >
          <div {...named("stVerticalBlock")} data-gap="small">
            {node.children.value.map(draw)}
          </div>
        </Popup>
      )}
    </div>
  );
  return <Frame element={element} node={node} body={body} />;
}

// lazy, block
/** A button that opens a container in a popover. */
import type { RefObject } from "preact";
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
  const [isOpen, setOpen] = useOpen(element);
  const own = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const wasPressed = useRef(false);
  const id = useId();
  const isShown = isOpen && !element.disabled;
  const closing = useClosing(own, button, isShown, () => setOpen(false));
  useLayoutEffect(() => {
    // Only if the user has opened it: when the author does, the focus stays where it is.
    if (isShown && wasPressed.current) box.current?.focus();
    wasPressed.current = false;
  }, [isShown]);
  const press = () => {
    wasPressed.current = !isShown;
    setOpen(!isShown);
  };
  const body = (
    <div {...named("stPopover")} ref={own} {...closing}>
      <Tooltip help={element.help}>
        <Opener element={element} button={button} id={id} isShown={isShown} onPress={press} />
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

interface OpenerProps {
  readonly element: PopoverElement;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly id: string;
  readonly isShown: boolean;
  readonly onPress: () => void;
}

function Opener({ element, button, id, isShown, onPress }: OpenerProps) {
  return (
    <button
      ref={button}
      type="button"
      id={id}
      class={`button ${element.type ?? "secondary"}-button`}
      data-testid="stPopoverButton"
      data-wrap={element.wrap ?? undefined}
      disabled={element.disabled ?? false}
      aria-haspopup="dialog"
      aria-expanded={isShown}
      onClick={onPress}
    >
      <Icon icon={element.icon} />
      <LabelText element={element} />
      <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
        <path d="m4 6 4 4 4-4" />
      </svg>
    </button>
  );
}

// rare
/** A button that opens a menu. Each choice is reported once, as a trigger with a value. */
import { batch } from "@preact/signals";
import type { RefObject } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MenuButtonElement } from "../protocol.gen";
import { choiceOf } from "./options/choice";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { Icon } from "./shared/icon";
import { LabelText } from "./shared/label";
import { movedFocus } from "./shared/menu_keys";
import { Popup, useClosing } from "./shared/popup";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";
import { Tooltip } from "./shared/tooltip";

/** Which entry has the focus when the menu opens. */
type Start = "first" | "last";

export default function MenuButton({ element }: ElementProps<MenuButtonElement>) {
  const { id = "", options = [], disabled = false } = element;
  const { values } = useSession();
  const [start, setStart] = useState<Start>();
  const own = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const name = useId();
  const isOpen = start !== undefined && !disabled;
  useLayoutEffect(() => {
    const entries = list.current?.querySelectorAll("button") ?? [];
    [...entries].at(start === "last" ? -1 : 0)?.focus();
  }, [isOpen]);
  const close = () => setStart(undefined);
  const closing = useClosing(own, opener, isOpen, close);
  const choose = (place: number) => {
    close();
    opener.current?.focus();
    batch(() => {
      values.hold(id, choiceOf(options, place));
      values.trigger(id);
    });
  };
  return (
    <div {...named("stMenuButton", "row-widget")} ref={own} {...closing}>
      <Tooltip help={element.help}>
        <Opener
          element={element}
          name={name}
          opener={opener}
          isOpen={isOpen}
          onOpen={setStart}
          onClose={close}
        />
      </Tooltip>
      {isOpen && (
        <Popup anchor={opener} name="stMenuButtonBody" isAsWide={element.width !== "content"}>
          <Entries options={options} name={name} list={list} onChoose={choose} onClose={close} />
        </Popup>
      )}
    </div>
  );
}

interface OpenerProps {
  readonly element: MenuButtonElement;
  readonly name: string;
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly isOpen: boolean;
  readonly onOpen: (start: Start) => void;
  readonly onClose: () => void;
}

function Opener({ element, name, opener, isOpen, onOpen, onClose }: OpenerProps) {
  const { type = "secondary", options = [] } = element;
  return (
    <button
      ref={opener}
      type="button"
      id={name}
      class={`button ${type}-button`}
      data-testid="stMenuButtonButton"
      {...{ kind: type }}
      data-wrap={element.wrap ?? undefined}
      disabled={element.disabled || !options.length}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={() => (isOpen ? onClose() : onOpen("first"))}
      onKeyDown={(event) => {
        const start = ({ ArrowDown: "first", ArrowUp: "last" } as const)[event.key];
        if (!start) return;
        event.preventDefault();
        onOpen(start);
      }}
    >
      <Icon icon={element.icon} />
      <LabelText element={element} />
      <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
        <path d="m4 6 4 4 4-4" />
      </svg>
    </button>
  );
}

interface EntriesProps {
  readonly options: readonly string[];
  readonly name: string;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly onChoose: (place: number) => void;
  readonly onClose: () => void;
}

function Entries({ options, name, list, onChoose, onClose }: EntriesProps) {
  return (
    <div
      ref={list}
      class="menu-entries"
      role="menu"
      aria-labelledby={name}
      onKeyDown={(event) => {
        if (event.key === "Tab") onClose(); // The focus goes on from the button.
        else if (movedFocus(event)) event.preventDefault();
      }}
    >
      {options.map((option, place) => (
        <button
          key={place}
          type="button"
          class="menu-item"
          role="menuitem"
          tabIndex={-1}
          onClick={() => onChoose(place)}
        >
          <Html as="span" html={option} />
        </button>
      ))}
    </div>
  );
}

/** The choices that an entry of a grid's menu opens beside it. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { movedFocus } from "../shared/menu_keys";
import { Popup } from "../shared/popup";
import type { Branch, Opened } from "./grid_menu";

export interface GridSubmenuProps {
  readonly branch: Branch;
  readonly opened: Opened;
  /** The entry. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onChoose: (act: () => void) => void;
  /** Goes back to the entry. */
  readonly onLeave: () => void;
  /** Closes the menu of the entry, too. */
  readonly onClose: () => void;
}

export function GridSubmenu({ branch, opened, anchor, onChoose, onLeave, onClose }: GridSubmenuProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (opened.isEntered) list.current?.querySelector("button")?.focus();
  }, [opened]);
  return (
    <Popup anchor={anchor} isBeside>
      <div
        ref={list}
        class="grid-menu"
        role="menu"
        aria-label={branch.name}
        onKeyDown={(event) => {
          const isLeft = event.key === "ArrowLeft" || event.key === "Escape";
          const isClosed = event.key === "Tab";
          if (!isLeft && !isClosed && !movedFocus(event)) return;
          event.preventDefault();
          event.stopPropagation(); // A full screen around it stays.
          if (isLeft) onLeave();
          if (isClosed) onClose();
        }}
      >
        {branch.choices.map(({ name, isChecked, act }) => (
          <button
            key={name}
            type="button"
            class="menu-item"
            role="menuitemradio"
            aria-checked={isChecked}
            tabIndex={-1}
            onClick={() => onChoose(act)}
          >
            {name}
          </button>
        ))}
      </div>
    </Popup>
  );
}

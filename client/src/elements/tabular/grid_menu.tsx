/** A menu of a grid: a list of actions below something, moved through with the arrow keys. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { movedFocus } from "../shared/menu_keys";
import { Popup } from "../shared/popup";
import { GridSubmenu } from "./grid_submenu";

export interface Entry {
  readonly name: string;
  readonly isChecked?: boolean;
  readonly act: () => void;
}

/** An entry that opens a menu of choices, one of which holds. */
export interface Branch {
  readonly name: string;
  readonly choices: readonly Required<Entry>[];
}

/** The branch whose choices are shown. */
export interface Opened {
  readonly name: string;
  /** Whether the focus goes into them: not if the pointer is only over the entry. */
  readonly isEntered: boolean;
}

export interface GridMenuProps {
  readonly label: string;
  readonly entries: readonly (Entry | Branch)[];
  readonly anchor: RefObject<HTMLElement | null>;
  /** Whether it stays open after a choice. */
  readonly stays?: boolean;
  readonly onClose: () => void;
}

export function GridMenu({ label, entries, anchor, stays = false, onClose }: GridMenuProps) {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  const [opened, setOpened] = useState<Opened>();
  const shown = entries.find((entry): entry is Branch => "choices" in entry && entry.name === opened?.name);
  useLayoutEffect(() => {
    list.current?.querySelector("button")?.focus();
    const press = ({ target }: Event) => {
      const isOwn = box.current?.contains(target as Node) || anchor.current?.contains(target as Node);
      if (!isOwn) onClose();
    };
    addEventListener("pointerdown", press, true);
    return () => removeEventListener("pointerdown", press, true);
  }, [anchor]);
  const open = (name: string, isEntered: boolean, item: HTMLElement) => {
    opener.current = item;
    setOpened({ name, isEntered });
  };
  const choose = (act: () => void) => {
    act();
    if (!stays) onClose();
  };
  return (
    <Popup anchor={anchor} box={box}>
      <div
        ref={list}
        class="grid-menu"
        role="menu"
        aria-label={label}
        onKeyDown={(event) => {
          const isLeft = event.key === "Escape" || event.key === "Tab";
          if (!isLeft && !movedFocus(event)) return;
          event.preventDefault();
          event.stopPropagation(); // A full screen around it stays.
          if (isLeft) onClose();
        }}
      >
        {entries.map((entry) =>
          "choices" in entry ? (
            <button
              key={entry.name}
              type="button"
              class="menu-item"
              role="menuitem"
              aria-haspopup="menu"
              aria-expanded={opened?.name === entry.name}
              tabIndex={-1}
              onPointerEnter={({ pointerType, currentTarget }) => {
                if (pointerType === "mouse") open(entry.name, false, currentTarget);
              }}
              onClick={({ currentTarget }) => open(entry.name, true, currentTarget)}
              onKeyDown={(event) => {
                if (event.key !== "ArrowRight") return;
                event.preventDefault();
                open(entry.name, true, event.currentTarget);
              }}
            >
              {entry.name}
            </button>
          ) : (
            <button
              key={entry.name}
              type="button"
              class="menu-item"
              role={entry.isChecked === undefined ? "menuitem" : "menuitemcheckbox"}
              aria-checked={entry.isChecked}
              tabIndex={-1}
              onFocus={() => setOpened(undefined)}
              onClick={() => choose(entry.act)}
            >
              {entry.name}
            </button>
          ),
        )}
      </div>
      {shown && opened && (
        <GridSubmenu
          branch={shown}
          opened={opened}
          anchor={opener}
          onChoose={choose}
          onLeave={() => {
            opener.current?.focus();
            setOpened(undefined);
          }}
          onClose={onClose}
        />
      )}
    </Popup>
  );
}

/** The menu at the top right, and what it opens. Loaded when it is first opened. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useSession } from "./elements/shared/session";
import { named } from "./elements/shared/test_id";
import { chooseTheme, currentTheme, type Theme } from "./theme";

const theme = signal<Theme>(currentTheme());

const THEMES: readonly (readonly [Theme, string])[] = [
  ["system", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
];

export interface MenuProps {
  readonly onClose: () => void;
}

export function Menu({ onClose }: MenuProps) {
  const session = useSession();
  const [isAbout, setAbout] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  useDismissal(list, onClose);
  if (isAbout) return <About version={session.version.value} onClose={onClose} />;
  const andClose = (action: () => void) => () => {
    onClose();
    action();
  };
  return (
    <div {...named("stMainMenuPopover", "panel")} ref={list}>
      <div {...named("stMainMenuList")} role="menu" aria-label="Menu" onKeyDown={moveFocus}>
        <Item name="rerun" shortcut="R" onPress={andClose(() => session.rerun())}>
          Rerun
        </Item>
        {session.scriptState.value === "running" && (
          <Item name="stop" onPress={andClose(() => session.stopScript())}>
            Stop
          </Item>
        )}
        <Item
          name="autoRerun"
          isChecked={session.runsOnSave.value}
          onPress={() => session.runOnSave(!session.runsOnSave.peek())}
        >
          Run on save
        </Item>
        <Separator />
        <ThemeChoice />
        <Separator />
        <Item name="print" onPress={andClose(() => print())}>
          Print
        </Item>
        <Item name="about" onPress={() => setAbout(true)}>
          About
        </Item>
      </div>
    </div>
  );
}

interface ItemProps {
  readonly name: string;
  readonly shortcut?: string;
  readonly isChecked?: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

function Item({ name, shortcut, isChecked, onPress, children }: ItemProps) {
  const isToggle = isChecked !== undefined;
  return (
    <button
      type="button"
      class="menu-item"
      data-testid={`stMainMenuItem-${name}`}
      role={isToggle ? "menuitemcheckbox" : "menuitem"}
      aria-checked={isToggle ? isChecked : undefined}
      aria-keyshortcuts={shortcut}
      onClick={onPress}
    >
      <span>{children}</span>
      {shortcut && <kbd>{shortcut}</kbd>}
      {isToggle && <span class="switch" data-on={isChecked} aria-hidden="true" />}
    </button>
  );
}

function Separator() {
  return <div class="menu-separator" role="separator" />;
}

function ThemeChoice() {
  const choose = (chosen: Theme) => {
    theme.value = chosen;
    chooseTheme(chosen);
  };
  return (
    <div {...named("stThemeSwitcher")} role="group" aria-label="Theme">
      {THEMES.map(([name, word]) => (
        <button
          key={name}
          type="button"
          role="menuitemradio"
          aria-checked={theme.value === name}
          onClick={() => choose(name)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}

function About({ version, onClose }: { version: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="panel about" ref={dialog} aria-labelledby="about-title" onClose={onClose}>
      <h2 id="about-title">anew</h2>
      <p>Version {version || "unknown"}</p>
      <p>An app that runs anew, from top to bottom, at every interaction.</p>
      <form method="dialog">
        <button class="primary-button" autofocus>
          Close
        </button>
      </form>
    </dialog>
  );
}

/** Focus goes in; a press outside of the menu, or Escape, closes it and takes it back. */
function useDismissal(list: { current: HTMLElement | null }, onClose: () => void): void {
  useEffect(() => {
    const opener = document.activeElement;
    itemsOf(list.current)[0]?.focus();
    const press = (event: Event) => {
      const menu = list.current?.parentElement;
      if (menu && event.target instanceof Node && !menu.contains(event.target)) onClose();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      onClose();
      if (opener instanceof HTMLElement) opener.focus();
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("keydown", key);
    };
  }, []);
}

function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const items = itemsOf(event.currentTarget);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}

function itemsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

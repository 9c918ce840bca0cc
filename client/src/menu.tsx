/** The menu at the top right, and its dialogs. Loaded when it is first opened. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { chooseTheme, currentTheme } from "./choice";
import { Html } from "./elements/shared/html";
import { useSession } from "./elements/shared/session";
import { named } from "./elements/shared/test_id";
import type { AppElement, Html as Markup } from "./protocol.gen";
import { Saving } from "./saving";
import type { Theme } from "./theme";

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
  const root = session.tree.root.value?.element.value as AppElement | undefined;
  if (isAbout) return <About version={session.version.value} own={root?.about} onClose={onClose} />;
  return (
    <div {...named("stMainMenuPopover", "panel")} ref={list}>
      <div {...named("stMainMenuList")} role="menu" aria-label="Menu" onKeyDown={moveFocus}>
        {session.toolbar.value !== "minimal" && (
          <>
            <RunItems onClose={onClose} />
            <Separator />
            <LookItems onClose={onClose} />
          </>
        )}
        {root?.help_url && <LinkItem name="getHelp" url={root.help_url} text="Get help" />}
        {root?.bug_url && <LinkItem name="reportBug" url={root.bug_url} text="Report a bug" />}
        <Item name="about" onPress={() => setAbout(true)}>
          About
        </Item>
      </div>
      {session.toolbar.value === "developer" && <Saving />}
    </div>
  );
}

/** Actions on the script and its caches; some of them are only for developers. */
function RunItems({ onClose }: MenuProps) {
  const session = useSession();
  const isDeveloper = session.toolbar.value === "developer";
  const andClose = (action: () => void) => () => {
    onClose();
    action();
  };
  return (
    <>
      <Item name="rerun" shortcut="R" onPress={andClose(() => session.values.rerun())}>
        Rerun
      </Item>
      {session.scriptState.value === "running" && (
        <Item name="stop" onPress={andClose(() => session.stopScript())}>
          Stop
        </Item>
      )}
      {isDeveloper && (
        <Item
          name="autoRerun"
          isChecked={session.runsOnSave.value}
          onPress={() => session.runOnSave(!session.runsOnSave.peek())}
        >
          Run on save
        </Item>
      )}
      <Item name="startOver" onPress={andClose(() => session.startOver())}>
        Start over
      </Item>
      {isDeveloper && (
        <Item
          name="clearCache"
          shortcut="C"
          onPress={andClose(() => (session.isClearing.value = true))}
        >
          Clear cache
        </Item>
      )}
    </>
  );
}

/** Settings of how the page looks, and printing. */
function LookItems({ onClose }: MenuProps) {
  const session = useSession();
  const root = session.tree.root.value?.element.value as AppElement | undefined;
  const isWide = session.isWide.value ?? root?.layout === "wide";
  return (
    <>
      <Item name="wideMode" isChecked={isWide} onPress={() => (session.isWide.value = !isWide)}>
        Wide mode
      </Item>
      <ThemeChoice />
      <Separator />
      <Item
        name="print"
        onPress={() => {
          onClose();
          print();
        }}
      >
        Print
      </Item>
    </>
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

interface LinkItemProps {
  readonly name: string;
  readonly url: string;
  readonly text: string;
}

function LinkItem({ name, url, text }: LinkItemProps) {
  return (
    <a
      class="menu-item"
      data-testid={`stMainMenuItem-${name}`}
      role="menuitem"
      href={url}
      target="_blank"
      rel="noopener noreferrer"
    >
      {text}
    </a>
  );
}

function Separator() {
  return <div class="menu-separator" role="separator" />;
}

function ThemeChoice() {
  const session = useSession();
  const choose = (chosen: Theme) => {
    theme.value = chosen;
    chooseTheme(session, chosen);
  };
  return (
    <div {...named("stThemeSwitcher")} role="group" aria-label="Theme">
      {THEMES.map(([name, word]) => (
        <button
          key={name}
          type="button"
          role="menuitemradio"
          aria-checked={theme.value === name}
          data-testid={`stMainMenuItem-theme-${word}`}
          onClick={() => choose(name)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}

interface AboutProps {
  readonly version: string;
  /** The app's own text about itself. */
  readonly own: Markup | null | undefined;
  readonly onClose: () => void;
}

function About({ version, own, onClose }: AboutProps) {
  return (
    <Dialog id="about" title="anew" onClose={onClose}>
      {own ? <Html html={own} /> : <p>An app that runs anew, from top to bottom, at every interaction.</p>}
      <p>Version {version || "unknown"}</p>
      <form method="dialog">
        <button class="primary-button" autofocus>
          Close
        </button>
      </form>
    </Dialog>
  );
}

/** Asks for confirmation before the caches are cleared. */
export function ClearCacheDialog() {
  const session = useSession();
  return (
    <Dialog
      id="clear-cache"
      title="Clear caches?"
      testId="stClearCacheDialog"
      onClose={() => (session.isClearing.value = false)}
    >
      <p>
        What cached functions returned is forgotten, for all users of this app, and so is what this
        session remembers. Then the script runs again.
      </p>
      <form method="dialog" class="dialog-buttons">
        <button class="button secondary-button">Cancel</button>
        <button class="button primary-button" autofocus onClick={() => session.tell({ tag: "clear_cache" })}>
          Clear caches
        </button>
      </form>
    </Dialog>
  );
}

interface DialogProps {
  readonly id: string;
  readonly title: string;
  readonly testId?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

function Dialog({ id, title, testId, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      {...named("stDialog", "panel", "about")}
      ref={dialog}
      aria-labelledby={`${id}-title`}
      onClose={onClose}
    >
      <div data-testid={testId}>
        <h2 id={`${id}-title`}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

/** Moves the focus into the menu. A press outside closes it; Escape also returns the focus. */
function useDismissal(list: { current: HTMLElement | null }, onClose: () => void): void {
  useLayoutEffect(() => {
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

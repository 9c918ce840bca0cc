/** The user's choice of light or dark. Loaded with the menu, or when the author changes the theme. */
import type { Session } from "./session";
import { apply, KEY, page, scheme, type Theme } from "./theme";

export function currentTheme(): Theme {
  return (page["theme"] as Theme | undefined) ?? "system";
}

export function chooseTheme(session: Session, theme: Theme): void {
  show(session, theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage, the choice holds until the page is left.
  }
}

/** Makes the page light or dark, and tells the script. */
export function show(session: Session, theme: string): void {
  apply(theme);
  session.tell({ tag: "scheme", theme: scheme() });
}

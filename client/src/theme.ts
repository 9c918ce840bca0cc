/** Light or dark: chosen by the user, else by the app, else by the system. */
export type Theme = "system" | "light" | "dark";

export const KEY = "anew-theme";
export const DARK = "(prefers-color-scheme: dark)";

/** Where the page says its theme. The server writes the app's choice there. */
export const page: DOMStringMap = document.documentElement.dataset;

/** Applies the user's earlier choice, unless the URL sets the theme. */
export function startTheme(): void {
  try {
    const chosen = localStorage.getItem(KEY);
    if (chosen && page["fixed"] === undefined) apply(chosen);
  } catch {
    // Without storage, nothing was chosen.
  }
}

export function apply(theme: string): void {
  if (theme === "system") delete page["theme"];
  else page["theme"] = theme;
}

/** "light" or "dark": what the page is now, whatever decided it. */
export function scheme(): string {
  return page["theme"] ?? (matchMedia(DARK).matches ? "dark" : "light");
}

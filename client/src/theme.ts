/** Light or dark: chosen by the user, else by the app, else by the system. */
export type Theme = "system" | "light" | "dark";

const KEY = "anew-theme";

/** Read from the page, into which the server writes the app's choice. */
export function currentTheme(): Theme {
  return (document.documentElement.dataset["theme"] as Theme | undefined) ?? "system";
}

/** Applies the user's earlier choice. */
export function startTheme(): void {
  if (document.documentElement.dataset["fixed"] !== undefined) return; // The URL sets the theme.
  const stored = readStored();
  if (stored === "system" || stored === "light" || stored === "dark") apply(stored);
}

export function chooseTheme(theme: Theme): void {
  apply(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage, the choice holds until the page is left.
  }
}

function apply(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

function readStored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Whether the page is dark now, whatever decided it. */
export function isDark(): boolean {
  const theme = currentTheme();
  return theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}

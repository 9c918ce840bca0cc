/** Light or dark: as the user chose, else as the app does, else as the system has it. */
export type Theme = "system" | "light" | "dark";

const KEY = "anew-theme";

/** The page says it itself: the server has written there what the app chose. */
export function currentTheme(): Theme {
  return (document.documentElement.dataset["theme"] as Theme | undefined) ?? "system";
}

/** Applies what the user chose earlier. */
export function startTheme(): void {
  if (document.documentElement.dataset["fixed"] !== undefined) return; // By the address.
  const stored = readStored();
  if (stored === "system" || stored === "light" || stored === "dark") apply(stored);
}

export function chooseTheme(theme: Theme): void {
  apply(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The browser keeps nothing for this site: the choice holds until the page is left.
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

/** Whether the page is dark now, by whoever's choice. */
export function isDark(): boolean {
  const theme = currentTheme();
  return theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}

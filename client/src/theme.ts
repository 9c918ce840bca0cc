/** Light or dark: as the system has it, unless the user chose one. */
export type Theme = "system" | "light" | "dark";

const KEY = "anew-theme";

export function currentTheme(): Theme {
  const stored = readStored();
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** Applies what the user chose earlier. */
export function startTheme(): void {
  apply(currentTheme());
}

export function chooseTheme(theme: Theme): void {
  apply(theme);
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
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

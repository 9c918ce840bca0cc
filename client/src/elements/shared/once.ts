/** Which calls of what is shown once were shown, also before the page was loaded again. */
const REMEMBERED = 200;

/** The calls that were remembered under a name. */
export function remembered(name: string): readonly string[] {
  try {
    return (sessionStorage.getItem(name) ?? "").split(" ");
  } catch {
    return []; // The browser has no storage for this site.
  }
}

export function remember(name: string, call: string): void {
  try {
    sessionStorage.setItem(name, [...remembered(name), call].slice(-REMEMBERED).join(" "));
  } catch {
    // Without storage, a reload may show it again.
  }
}

/** The page's colours and letters where a chart is, for libraries that take no custom properties. */
import { useEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { scheme } from "../../theme";
import { rgbOf } from "../shared/rgb";

/** All colours are of the form rgb(…) or rgba(…). */
export interface Looks {
  readonly isDark: boolean;
  readonly background: string;
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  readonly accent: string;
  /** For categories, in this order. */
  readonly categorical: readonly string[];
  /** For amounts, from few to many. */
  readonly sequential: readonly string[];
  /** For amounts around a middle. */
  readonly diverging: readonly string[];
  readonly letters: string;
  /** Of text, in pixels. */
  readonly size: number;
}

/** How a chart in a box is to look: anew, a new object, whenever that changes. */
export function useLooks(box: RefObject<HTMLElement | null>): Looks | undefined {
  const [looks, setLooks] = useState<Looks>();
  useEffect(() => {
    const look = () => box.current && setLooks(looksIn(box.current));
    look();
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", look);
    const chosen = new MutationObserver(look); // The user's choice of a theme is written there.
    chosen.observe(document.documentElement, { attributes: true });
    return () => {
      scheme.removeEventListener("change", look);
      chosen.disconnect();
    };
  }, []);
  return looks;
}

function looksIn(box: HTMLElement): Looks {
  // Custom properties are not resolved when they are read, but `color` is.
  const probe = document.createElement("span");
  box.append(probe);
  const colour = (value: string): string => {
    probe.style.color = value;
    return rgbOf(getComputedStyle(probe).color);
  };
  const own = getComputedStyle(box);
  const colours = (name: string) => listed(own.getPropertyValue(name)).map(colour);
  const looks: Looks = {
    isDark: scheme() === "dark",
    background: colour("var(--background)"),
    surface: colour("var(--surface)"),
    text: colour("var(--text)"),
    muted: colour("var(--muted)"),
    border: colour("var(--border)"),
    accent: colour("var(--accent)"),
    categorical: colours("--chart-categorical"),
    sequential: colours("--chart-sequential"),
    diverging: colours("--chart-diverging"),
    letters: own.fontFamily,
    size: Number.parseFloat(own.fontSize) || 16,
  };
  probe.remove();
  return looks;
}

/** The items of a list in CSS; those within parentheses belong to one item. */
export function listed(text: string): string[] {
  const items = [""];
  let depth = 0;
  for (const letter of text) {
    depth += Number(letter === "(") - Number(letter === ")");
    if (letter === "," && depth === 0) items.push("");
    else items.push(items.pop() + letter);
  }
  return items.map((item) => item.trim()).filter(Boolean);
}

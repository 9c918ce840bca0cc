/** The colours of the page for a frame, which cannot see them. */
import { useEffect } from "preact/hooks";
import { scheme } from "../../theme";
import { rgbOf } from "../shared/rgb";

/** The theme as packages know it. */
export interface FrameTheme {
  readonly base: "light" | "dark";
  readonly primaryColor: string;
  readonly backgroundColor: string;
  readonly secondaryBackgroundColor: string;
  readonly textColor: string;
  readonly font: string;
  readonly linkColor: string;
  readonly borderColor: string;
}

/** The theme at an element's place: the sidebar may have colours of its own. */
export function themeAt(place: HTMLElement): FrameTheme {
  const color = (property: string) => resolved(place, property);
  const [background, surface] = [color("--background"), color("--surface")];
  // On a surface, such as the sidebar, the two change places.
  const isOnSurface = backgroundAround(place) === surface;
  return {
    base: scheme() === "dark" ? "dark" : "light",
    primaryColor: color("--accent"),
    backgroundColor: isOnSurface ? surface : background,
    secondaryBackgroundColor: isOnSurface ? background : surface,
    textColor: color("--text"),
    font: getComputedStyle(place).fontFamily,
    linkColor: color("--link"),
    borderColor: color("--border"),
  };
}

/** The background that shows through at a place; undefined for that of the page. */
function backgroundAround(place: Element): string | undefined {
  for (let around: Element | null = place; around; around = around.parentElement) {
    const background = rgbOf(getComputedStyle(around).backgroundColor);
    if (!/^rgba\(.*, 0(\.0+)?\)$/.test(background)) return hexOf(background);
  }
  return undefined;
}

/** Calls `changed` when the page becomes light or dark. */
export function useThemeChange(changed: () => void): void {
  useEffect(() => {
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const watch = new MutationObserver(changed);
    watch.observe(document.documentElement, { attributeFilter: ["data-theme", "data-look"] });
    scheme.addEventListener("change", changed);
    return () => {
      watch.disconnect();
      scheme.removeEventListener("change", changed);
    };
  }, []);
}

/** A custom property's colour as hexadecimal digits: packages parse only these. */
function resolved(place: HTMLElement, property: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(${property}, var(--accent))`;
  probe.hidden = true;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return hexOf(rgbOf(color));
}

/** The digits of a colour in the form that browsers compute. */
export function hexOf(color: string): string {
  const [red, green, blue, alpha = "1"] = color.match(/[\d.]+/g) ?? [];
  if (!/^rgba?\(/.test(color) || blue === undefined) return color;
  const parts = [Number(red), Number(green), Number(blue)];
  if (Number(alpha) < 1) parts.push(Math.round(Number(alpha) * 255));
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** Colours of the page that a specification names: libraries do not know custom properties. */
import { rgbOf } from "../shared/rgb";
import type { Spec } from "./sizing";

const NAMED = /^var\(--[a-z-]+\)$/;

/** The specification with the colours that its box has for the page's names of them. */
export function withColours(spec: Spec, box: HTMLElement): Spec {
  const text = JSON.stringify(spec);
  if (!text.includes('"var(--')) return spec;
  const probe = document.createElement("span");
  box.append(probe);
  const made = JSON.parse(text, (_, value) => {
    if (typeof value !== "string" || !NAMED.test(value)) return value;
    probe.style.color = value;
    return rgbOf(getComputedStyle(probe).color);
  });
  probe.remove();
  return made;
}

/**
 * The tooltip of a chart's marks, in the form that authors' style sheets know from Vega's own. That
 * one assigns HTML and adds a style sheet, which the page's policy allows no library.
 */
import type { TooltipHandler } from "vega";

const ID = "vg-tooltip-element";
const AWAY = 12; // Pixels from the pointer.

/** Shows what a mark's tooltip says beside the pointer; hides it when there is nothing to say. */
export const showTooltip: TooltipHandler = (_, event, __, value) => {
  const shown = document.getElementById(ID);
  if (value === null || value === undefined || value === "") {
    shown?.hidePopover();
    return;
  }
  const tip = shown ?? newTip();
  tip.replaceChildren(...contentOf(value));
  tip.showPopover(); // Above all else, a chart that fills the window too.
  placeAt(tip, event);
};

/** When a chart ends, its tooltip does. */
export function hideTooltip(): void {
  document.getElementById(ID)?.remove();
}

function newTip(): HTMLElement {
  const tip = document.createElement("div");
  tip.id = ID;
  tip.className = "vg-tooltip";
  tip.popover = "manual";
  tip.role = "tooltip";
  document.body.append(tip);
  return tip;
}

function placeAt(tip: HTMLElement, { clientX, clientY }: MouseEvent): void {
  const { offsetWidth: width, offsetHeight: height } = tip;
  const isRight = clientX + AWAY + width < innerWidth;
  const isBelow = clientY + AWAY + height < innerHeight;
  tip.style.left = `${Math.max(0, isRight ? clientX + AWAY : clientX - AWAY - width)}px`;
  tip.style.top = `${Math.max(0, isBelow ? clientY + AWAY : clientY - AWAY - height)}px`;
}

/** A text; or a table of an object's entries, with its `title` and `image` above. */
function contentOf(value: unknown): Node[] {
  if (typeof value !== "object" || Array.isArray(value)) return [textOf(value)];
  const { title, image, ...rest } = value as Record<string, unknown>;
  const parts: Node[] = [];
  if (title !== undefined) parts.push(element("h2", textOf(title)));
  if (typeof image === "string") {
    parts.push(Object.assign(document.createElement("img"), { src: image, alt: "" }));
  }
  const lines = Object.entries(rest).filter(([, one]) => one !== undefined);
  if (lines.length) parts.push(element("table", element("tbody", ...lines.map(lineOf))));
  return parts;
}

function lineOf([name, value]: [string, unknown]): Node {
  const [key, own] = [element("td", textOf(name)), element("td", textOf(value))];
  key.className = "key";
  own.className = "value";
  return element("tr", key, own);
}

function textOf(value: unknown): Text {
  return new Text(typeof value === "object" ? JSON.stringify(value) : String(value));
}

function element(tag: string, ...children: Node[]): HTMLElement {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

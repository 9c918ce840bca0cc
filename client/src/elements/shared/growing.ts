/**
 * Shows text that grows, such as an answer that is streamed, at a cost that does not grow with it.
 *
 * What is before the last mark in the HTML stays as it is (`src/anew/elements/markup/growing.py`): it is
 * in the page already, and is not even looked at. What follows, the block that may still change, is
 * brought up to date node by node, so that a selection stays and pictures do not flicker.
 */
import { trusted } from "../../trusted";
import { finish } from "./finished";

const MARK = "<!---->";

/** How much of an element's text is in the page for good: so many characters, and so many nodes. */
const stays = new WeakMap<Element, { readonly text: string; readonly nodes: number }>();

/** Makes an element show the HTML of a text that grows. */
export function grow(element: Element, html: string): void {
  if (html.includes("stIcon")) import("./glyphs").catch(console.error);
  let { text, nodes } = stays.get(element) ?? { text: "", nodes: 0 };
  const isThere = element.childNodes[nodes - 1]?.nodeType === Node.COMMENT_NODE;
  if (!isThere || !html.startsWith(text)) [text, nodes] = ["", 0]; // It is another text.
  const rest = document.createElement("template");
  rest.innerHTML = trusted(html.slice(text.length));
  const end = html.lastIndexOf(MARK);
  const kept = end < 0 ? "" : html.slice(0, end + MARK.length);
  const last = lastMark(rest.content);
  align(element, nodes, [...rest.content.childNodes]);
  if (last < 0) return;
  stays.set(element, { text: kept, nodes: nodes + last + 1 });
  if (/stMarkdownPre|stFormula/.test(kept.slice(text.length))) {
    for (const node of [...element.childNodes].slice(nodes, nodes + last)) {
      // A formula by itself is looked for around it.
      if (node instanceof Element) finish(node.matches(".stFormula") ? element : node);
    }
  }
}

/** The place of the last mark among the nodes; -1 for none. */
function lastMark({ childNodes }: DocumentFragment): number {
  return [...childNodes].findLastIndex((node) => node.nodeType === Node.COMMENT_NODE);
}

/** Makes the children of `parent` from index `first` on what `wanted` are. */
function align(parent: Element, first: number, wanted: readonly ChildNode[]): void {
  const own = parent.childNodes;
  wanted.forEach((node, index) => {
    const before = own[first + index];
    if (!before) parent.append(node);
    else if (!become(before, node)) before.replaceWith(node);
  });
  while (own.length > first + wanted.length) parent.lastChild?.remove();
}

/** Makes `before` the same as `node`, if it can be; whether it is. */
function become(before: ChildNode, node: ChildNode): boolean {
  if (before.nodeName !== node.nodeName) return false;
  if (before instanceof CharacterData && node instanceof CharacterData) {
    if (before.data !== node.data) before.data = node.data;
    return true;
  }
  if (!(before instanceof Element && node instanceof Element)) return false;
  for (const name of before.getAttributeNames()) {
    if (!node.hasAttribute(name)) before.removeAttribute(name);
  }
  for (const name of node.getAttributeNames()) {
    const value = node.getAttribute(name) ?? "";
    if (before.getAttribute(name) !== value) before.setAttribute(name, value);
  }
  align(before, 0, [...node.childNodes]);
  return true;
}

/**
 * Admits code that was not written for a page like ours: libraries that draw, authors' components.
 *
 * The content security policy lets no code assign HTML as text (Trusted Types), add a `<style>`, or
 * set styles by an attribute in HTML. Libraries do all three, for tooltips and legends, and know
 * nothing of such policies; what they write may hold what an author, or a user, has put into the
 * data. So:
 *
 *     HTML as text       goes through the policy "default", which takes out what runs or loads code
 *     a style attribute  is set by code instead, which the policy allows
 *     a <style> element  that code makes gets the page's nonce
 *
 * This begins when a page first draws such an element: on other pages, all of it still fails.
 */
import type { Html } from "../../protocol.gen";
import { trusted } from "../../trusted";

interface Rules {
  createHTML(html: string, kind: string, sink: string): string;
  createScriptURL(address: string): string;
}

interface Factory {
  createPolicy(name: string, rules: Rules): unknown;
}

const CODE = "script, iframe, frame, object, embed, applet, base, meta, link";
const ADDRESSES = new Set(["href", "src", "xlink:href", "action", "formaction", "data"]);
const RUNS = /^[\s\u0000-\u001f]*(javascript|vbscript|data:text)/i;
const STYLE = "data-own-style";
const TAG = /<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*/gi;
const ATTRIBUTE = /(\s)([^\s"'>/=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?/g;

let isAdmitted = false;
let takesSheets = false;

/** Call it before such code is first used. */
export function admitLibraries(): void {
  if (isAdmitted) return;
  isAdmitted = true;
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  factory?.createPolicy("default", { createHTML: harmless, createScriptURL: ownScript });
  markStyles();
  setStylesByCode();
  watchStyles(document);
}

/** The same for a component, whose code the author vouches for: its HTML may hold `<style>` too. */
export function admitComponent(root: Node): void {
  admitLibraries();
  takesSheets = true;
  if (root instanceof ShadowRoot) watchStyles(root);
}

/** The same HTML without what could run code. */
export function harmless(html: string, _kind = "", sink = ""): string {
  // A document that is only parsed runs nothing, and its text may be XML.
  if (!html.includes("<") || sink.startsWith("DOMParser")) return html;
  const inert = document.createElement("template");
  inert.innerHTML = trusted(quiet(html) as Html);
  clean(inert.content);
  return inert.innerHTML;
}

/**
 * HTML whose style attributes have another name already, and whose handlers are gone: else the
 * browser complains while it parses them. What this misses, `clean` finds.
 */
function quiet(html: string): string {
  return html.replace(TAG, (tag) =>
    tag.replace(ATTRIBUTE, (attribute, space: string, name: string, value: string | undefined) => {
      if (/^on/i.test(name)) return "";
      return /^style$/i.test(name) ? `${space}${STYLE}${value ?? ""}` : attribute;
    }),
  );
}

function clean(part: ParentNode): void {
  for (const element of part.querySelectorAll(CODE)) element.remove();
  for (const element of part.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (/^on|^srcdoc$/i.test(name) || (ADDRESSES.has(name) && RUNS.test(value))) {
        element.removeAttribute(name);
      }
    }
    const style = element.getAttribute("style");
    if (style) {
      element.removeAttribute("style");
      element.setAttribute(STYLE, style);
    }
    if (element instanceof HTMLTemplateElement) clean(element.content);
    if (element.localName !== "style") continue;
    if (takesSheets) element.setAttribute("nonce", nonce());
    else element.remove();
  }
}

/** The address of a worker's script, which must be one of the files that this code came with. */
function ownScript(address: string): string {
  const folder = new URL(".", import.meta.url);
  const { origin, pathname } = new URL(address, document.baseURI);
  if (origin === folder.origin && pathname.startsWith(folder.pathname)) return address;
  throw new TypeError(`${address} is no script of this app.`);
}

/** The page's mark of what may run and style it; scripts of the page alone can read it. */
function nonce(): string {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}

/** Gives each `<style>` that code makes the page's nonce. */
function markStyles(): void {
  const { createElement, createElementNS } = Document.prototype;
  type Maker = (this: Document, ...args: string[]) => HTMLElement;
  const marking = (make: Maker): Maker =>
    function made(...args) {
      const element = make.apply(this, args);
      if (element.localName === "style") element.nonce = nonce();
      return element;
    };
  Document.prototype.createElement = marking(createElement as Maker) as typeof createElement;
  Document.prototype.createElementNS = marking(createElementNS as Maker) as typeof createElementNS;
}

/** `setAttribute("style", …)` does what `style.cssText` does, and is forbidden all the same. */
function setStylesByCode(): void {
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function set(name, value) {
    if (name !== "style") setAttribute.call(this, name, value);
    else (this as HTMLElement).style.cssText = value;
  };
}

/** Sets, before anything is painted, the styles that HTML had as attributes. */
function watchStyles(root: Node): void {
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const added of addedNodes) {
        if (!(added instanceof Element)) continue;
        dress(added);
        for (const element of added.querySelectorAll(`[${STYLE}]`)) dress(element);
      }
    }
  });
  watch.observe(root, { childList: true, subtree: true });
}

function dress(element: Element): void {
  const style = element.getAttribute(STYLE);
  if (style === null) return;
  (element as HTMLElement).style.cssText = style;
  element.removeAttribute(STYLE);
}

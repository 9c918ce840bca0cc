/**
 * Makes elements of the SVG that Graphviz has written: only those that Graphviz draws with, and
 * their attributes. Whatever else an author's DOT brings about never becomes part of the page.
 */
import { trusted } from "../../trusted";
import type { Html } from "../../protocol.gen";
import { Turns } from "./turns";

const SVG = "http://www.w3.org/2000/svg";
const ELEMENTS = new Set(
  "svg g title a polygon polyline path ellipse circle rect line text tspan defs linearGradient radialGradient stop".split(
    " ",
  ),
);
const ATTRIBUTES = new Set(
  (
    "viewBox width height transform points d cx cy r rx ry x y x1 y1 x2 y2 dx dy fx fy offset class " +
    "fill fill-opacity stroke stroke-width stroke-dasharray stroke-opacity opacity text-anchor " +
    "font-family font-size font-weight font-style text-decoration baseline-shift gradientUnits"
  ).split(" "),
);
const END = "</g>\n</svg>"; // Of the graph, and of the drawing.
const PIECE = 200; // Nodes and edges that are read at once.
const SHAPES = "polygon, path, ellipse";
const NONE = new Set([null, "none", "transparent"]);

let charts = 0;

/** The drawing, for a place in the page. A large one is made in turns: the page goes on meanwhile. */
export async function drawn(markup: string): Promise<SVGSVGElement> {
  const turns = new Turns();
  const prefix = `graph-${++charts}-`;
  // Under their own name, the browser would complain of style attributes already while it reads.
  const quiet = markup.slice(markup.indexOf("<svg")).replace(/ style="/g, ' data-style="');
  const svg = await copiedInTurns(quiet, prefix, turns);
  const background = svg.querySelector(":scope > g > polygon");
  if (background?.getAttribute("fill") === "white") background.setAttribute("fill", "none");
  await keepReadable(svg, turns);
  svg.style.setProperty("--own-width", svg.getAttribute("width"));
  return svg;
}

/**
 * The whole drawing, read piece by piece. Graphviz writes a comment before each node and each edge of
 * the graph, and nothing that an author writes can become one, for `<` is escaped in texts.
 */
async function copiedInTurns(markup: string, prefix: string, turns: Turns): Promise<SVGSVGElement> {
  const [head = "", ...parts] = markup.slice(0, markup.lastIndexOf(END)).split(/\n(?=<!-- )/);
  const svg = copied(parsed(head + END), prefix) as SVGSVGElement;
  const graph = svg.querySelector(":scope > g") ?? svg;
  for (const piece of pieces(parts)) {
    await turns.next();
    const read = parsed(`<svg xmlns="${SVG}" xmlns:xlink="http://www.w3.org/1999/xlink">${piece}</svg>`);
    for (const child of read.childNodes) {
      appendCopy(graph, child, prefix);
      if (turns.isOver) await turns.next();
    }
  }
  return svg;
}

function* pieces(parts: readonly string[]): Generator<string> {
  for (let at = 0; at < parts.length; at += PIECE) yield parts.slice(at, at + PIECE).join("");
}

function parsed(markup: string): Element {
  return new DOMParser().parseFromString(trusted(markup as Html), "image/svg+xml").documentElement;
}

function copied(source: Element, prefix: string): Element {
  const element = copiedAlone(source, prefix);
  for (const child of source.childNodes) appendCopy(element, child, prefix);
  return element;
}

function appendCopy(element: Element, child: Node, prefix: string): void {
  if (child instanceof Element) {
    if (ELEMENTS.has(child.localName)) element.append(copied(child, prefix));
  } else if (child instanceof Text && child.data.trim()) {
    element.append(child.data);
  }
}

/** An element with its attributes, without what is in it. */
function copiedAlone(source: Element, prefix: string): Element {
  const href = source.localName === "a" ? addressIn(source) : undefined;
  const kind = source.localName === "a" && !href ? "g" : source.localName;
  const element = document.createElementNS(SVG, kind) as SVGElement;
  for (const { name, value } of source.attributes) {
    if (name === "id") element.id = prefix + value;
    else if (ATTRIBUTES.has(name)) element.setAttribute(name, own(value, prefix));
    else if (name === "data-style") element.style.cssText = own(value, prefix);
  }
  if (href) link(element, href);
  const hint = source.getAttribute("xlink:title");
  if (hint) element.append(titled(hint));
  return element;
}

/** What refers to a gradient of this drawing; nothing refers to elsewhere. */
function own(value: string, prefix: string): string {
  return value.includes("url(") ? value.replace(/url\([^)#]*#?([^)]*)\)/g, `url(#${prefix}$1)`) : value;
}

/** Where a link leads, if that is a page or a mail, as in Markdown. */
function addressIn(source: Element): string | undefined {
  const href = source.getAttribute("xlink:href")?.trim() ?? "";
  return /^(https?:|mailto:|[/#?.])/i.test(href) ? href : undefined;
}

function link(element: Element, href: string): void {
  element.setAttribute("href", href);
  element.setAttribute("target", "_blank");
  element.setAttribute("rel", "noopener noreferrer");
}

/** What is told of a part while the pointer is over it. */
function titled(words: string): Element {
  const title = document.createElementNS(SVG, "title");
  title.textContent = words;
  return title;
}

/** Letters on what the author has filled stay black, or become white, whatever the page's theme. */
async function keepReadable(svg: SVGSVGElement, turns: Turns): Promise<void> {
  const around = fillOf(svg.querySelector(":scope > g"));
  svg.dataset["ground"] = around ? "own" : "page";
  for (const text of svg.querySelectorAll("text:not([fill])")) {
    const part = text.closest("g.node, g.cluster");
    const fill = (part && fillOf(part)) ?? around;
    if (fill) text.setAttribute("fill", isLight(fill) ? "#000" : "#fff");
    if (turns.isOver) await turns.next();
  }
}

/** The colour of the first shape in a part that is filled. */
function fillOf(part: Element | null): string | undefined {
  const own = part?.matches(".graph") ? ":scope > polygon" : SHAPES;
  for (const shape of part?.querySelectorAll(own) ?? []) {
    const fill = shape.getAttribute("fill");
    if (fill && !NONE.has(fill)) return fill.startsWith("url(") ? firstStop(part, fill) : fill;
  }
  return undefined;
}

function firstStop(part: Element | null, fill: string): string | undefined {
  const gradient = part?.querySelector(`[id="${fill.slice(5, -1)}"] stop`);
  return gradient instanceof SVGElement ? gradient.style.getPropertyValue("stop-color") : undefined;
}

/** By colour: a graph has few, and to read a pixel back takes the browser a while. */
const lightness = new Map<string, boolean>();
const MOST_COLOURS = 1000;

function isLight(colour: string): boolean {
  const known = lightness.get(colour);
  if (known !== undefined) return known;
  if (lightness.size >= MOST_COLOURS) lightness.clear();
  const found = isLightOnPaper(colour);
  lightness.set(colour, found);
  return found;
}

let pen: CanvasRenderingContext2D | null | undefined;

function isLightOnPaper(colour: string): boolean {
  pen ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!pen) return true;
  pen.fillStyle = "#fff";
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140;
}

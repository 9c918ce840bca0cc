/** Asks the frame in which Mermaid is for diagrams. There is one, once a page has had a diagram. */
import type { MermaidConfig } from "mermaid";
import type { Looks } from "../charts/looks";
import { svgFile } from "../charts/pictures";
import type { Answered, Asked } from "./mermaid_frame";
import page from "./mermaid_frame?frame";

interface Waiting {
  readonly done: (svg: string) => void;
  readonly failed: (error: Error) => void;
}

let frame: Promise<Window> | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/** A diagram as SVG, in the colours and letters of the page. */
export async function diagram(body: string, looks: Looks): Promise<Blob> {
  frame ??= opened();
  const target = await frame;
  const number = ++last;
  const svg = await new Promise<string>((done, failed) => {
    waiting.set(number, { done, failed });
    target.postMessage({ number, body, config: config(looks) } satisfies Asked, location.origin);
  });
  return svgFile(sized(svg));
}

function opened(): Promise<Window> {
  return new Promise((ready) => {
    const element = document.createElement("iframe");
    element.className = "mermaid-frame";
    element.setAttribute("aria-hidden", "true");
    element.tabIndex = -1;
    element.src = new URL(page, import.meta.url).href;
    addEventListener("message", ({ source, data }: MessageEvent<"ready" | Answered>) => {
      if (!source || source !== element.contentWindow) return;
      if (data === "ready") ready(element.contentWindow);
      else settle(data);
    });
    document.body.append(element);
  });
}

function settle(answer: Answered): void {
  const asked = waiting.get(answer.number);
  waiting.delete(answer.number);
  if ("svg" in answer) asked?.done(answer.svg);
  else asked?.failed(new Error(answer.error));
}

function config(looks: Looks): MermaidConfig {
  return {
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    htmlLabels: false, // HTML in a picture of SVG is not drawn by all browsers.
    flowchart: { htmlLabels: false },
    gantt: { useWidth: 700 },
    theme: "base",
    themeVariables: variables(looks),
    fontFamily: looks.letters,
  };
}

function variables(looks: Looks): Record<string, unknown> {
  const { isDark, background, surface, text, muted, letters, categorical } = looks;
  const each = (name: string, first: number) =>
    Object.fromEntries(categorical.map((colour, index) => [name + (index + first), colour]));
  return {
    darkMode: isDark,
    fontFamily: letters,
    background,
    primaryColor: surface,
    primaryTextColor: text,
    primaryBorderColor: muted,
    secondaryColor: surface,
    tertiaryColor: background,
    lineColor: muted,
    edgeLabelBackground: background,
    textColor: text,
    ...each("pie", 1),
    ...each("cScale", 0),
  };
}

/** The same picture with a size of its own, which Mermaid leaves to the page. */
function sized(svg: string): string {
  const [, width, height] = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg) ?? [];
  if (!width || !height) return svg;
  return svg.replace(/<svg([^>]*?)>/, (_, attributes: string) => {
    const others = attributes.replace(/ (width|height)="[^"]*"/g, "");
    return `<svg${others} width="${width}" height="${height}">`;
  });
}

/** Draws one page of a PDF: its picture, its text, which can be selected, and its links. */
import { type PDFPageProxy, type PageViewport, TextLayer } from "pdfjs-dist/legacy/build/pdf.mjs";

const MOST_PIXELS = 16_000_000; // Of a picture: beyond this, phones draw nothing.

export interface Drawing {
  /** The parts of the page, once they are drawn. */
  readonly parts: Promise<readonly HTMLElement[]>;
  readonly cancel: () => void;
}

/**
 * Draws a page.
 *
 * Args:
 *     scale: Pixels of the document for each unit of the PDF.
 */
export function draw(page: PDFPageProxy, scale: number): Drawing {
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement("canvas");
  const ratio = Math.min(
    Math.max(devicePixelRatio, 1),
    Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)),
  );
  canvas.width = Math.floor(viewport.width * ratio);
  canvas.height = Math.floor(viewport.height * ratio);
  canvas.setAttribute("aria-hidden", "true"); // The text is read.
  const task = page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] });
  const box = document.createElement("div");
  box.className = "pdf-text";
  box.style.setProperty("--total-scale-factor", `${scale}`);
  const text = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: box,
    viewport,
  });
  const parts = Promise.all([task.promise, text.render(), linksOf(page, viewport)]).then(
    ([, , links]) => [canvas, box, ...links],
  );
  return {
    parts,
    cancel: () => {
      task.cancel();
      text.cancel();
    },
  };
}

interface Link {
  readonly subtype: string;
  /** The address, if it is one that may be followed: the library leaves out all others. */
  readonly url?: string;
  readonly rect: readonly [number, number, number, number];
}

async function linksOf(page: PDFPageProxy, viewport: PageViewport): Promise<HTMLElement[]> {
  const found = (await page.getAnnotations()) as readonly Link[];
  return found.flatMap(({ subtype, url, rect }) => {
    if (subtype !== "Link" || !url || !/^(https?|mailto):/i.test(url)) return [];
    const [x0 = 0, y0 = 0] = viewport.convertToViewportPoint(rect[0], rect[1]) as number[];
    const [x1 = 0, y1 = 0] = viewport.convertToViewportPoint(rect[2], rect[3]) as number[];
    const link = document.createElement("a");
    link.className = "pdf-link";
    link.href = url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.setAttribute("aria-label", url);
    const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
    link.style.left = percent(Math.min(x0, x1), viewport.width);
    link.style.top = percent(Math.min(y0, y1), viewport.height);
    link.style.width = percent(Math.abs(x1 - x0), viewport.width);
    link.style.height = percent(Math.abs(y1 - y0), viewport.height);
    return [link];
  });
}

/** One page of a PDF, drawn while it is near what is seen. */
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { useEffect, useRef, useState } from "preact/hooks";
import { draw } from "./drawing";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PageProps {
  readonly document: PDFDocumentProxy;
  readonly number: number;
  readonly scale: number;
  /** The size that it most likely has, in units of the PDF. */
  readonly likely: Size;
}

export function Page({ document, number, scale, likely }: PageProps) {
  const own = useRef<HTMLDivElement>(null);
  const isNear = useNear(own);
  const [page, setPage] = useState<PDFPageProxy>();
  const [hasFailed, setFailed] = useState(false);
  const { width, height } = page ? page.getViewport({ scale: 1 }) : likely;
  useEffect(() => {
    if (!isNear || page) return undefined;
    let isWanted = true;
    document.getPage(number).then(
      (found) => isWanted && setPage(found),
      () => isWanted && setFailed(true),
    );
    return () => {
      isWanted = false;
    };
  }, [isNear, page]);
  useEffect(() => {
    if (!page || !own.current) return undefined;
    if (!isNear) return own.current.replaceChildren();
    const { parts, cancel } = draw(page, scale);
    let isWanted = true;
    // Until then, what was drawn for another scale stays.
    parts.then(
      (drawn) => isWanted && own.current?.replaceChildren(...drawn),
      () => isWanted && setFailed(true),
    );
    return () => {
      isWanted = false;
      cancel();
    };
  }, [page, isNear, scale]);
  return (
    <div
      class="pdf-page"
      data-page-number={number}
      data-failed={hasFailed}
      role="group"
      aria-label={hasFailed ? `Page ${number}, which cannot be read` : `Page ${number}`}
      style={{ width: `${width * scale}px`, height: `${height * scale}px` }}
    >
      <div ref={own} class="pdf-drawn" />
    </div>
  );
}

/** Whether an element is in view, or less than a screen away. */
function useNear(own: { readonly current: HTMLElement | null }): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!own.current) return undefined;
    const root = own.current.closest(".pdf-pages");
    const near = new IntersectionObserver(
      (seen) => setNear(seen.at(-1)?.isIntersecting ?? false),
      { root, rootMargin: "100% 0px" },
    );
    near.observe(own.current);
    return () => near.disconnect();
  }, []);
  return isNear;
}

// rare
/** A PDF: its pages below one another, with what goes to a page, enlarges and saves above them. */
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PdfElement } from "../protocol.gen";
import { fetchElsewhere, fetchOwn } from "./pdf/fetching";
import { Page, type Size } from "./pdf/page";
import { read } from "./pdf/reading";
import type { ElementProps } from "./shared/component";
import { useSession } from "./shared/session";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";

const STEP = 1.25; // Of one press on + or -.
const [SMALLEST, LARGEST] = [0.25, 6];
const MOST = 5000; // Pages that are shown: the file may be anyone's, and claim any number.
const MARGIN = 12; // Pixels around a page, as in the style sheet.

export default function Pdf({ element }: ElementProps<PdfElement>) {
  const { alt = "", height = 500 } = element;
  const opened = useOpened(element);
  const [zoom, setZoom] = useState(1); // 1 is as wide as there is room.
  const pages = useRef<HTMLDivElement>(null);
  const width = useWidth(pages);
  const count = Math.min(opened.document?.numPages ?? 0, MOST);
  const current = useCurrent(pages, count);
  const go = (page: number) => {
    const target = pages.current?.children[page - 1] as HTMLElement | undefined;
    if (target) pages.current?.scrollTo({ top: target.offsetTop - MARGIN });
  };
  const scale = opened.size ? (Math.max(width - 2 * MARGIN, 1) / opened.size.width) * zoom : 1;
  return (
    <div {...named("stPdf")} data-height={wordOf(height)} style={heightOf(height)}>
      <div class="pdf-tools" role="group" aria-label="Pages and size">
        <Tool label="Previous page" draws="m4 10 4-4 4 4" isOff={current <= 1} onPress={() => go(current - 1)} />
        <Tool label="Next page" draws="m4 6 4 4 4-4" isOff={current >= count} onPress={() => go(current + 1)} />
        <span class="pdf-at" role="status">
          {count ? `Page ${current} of ${opened.document?.numPages}` : ""}
        </span>
        <Tool label="Smaller" draws="M3 8h10" isOff={!count || zoom <= SMALLEST} onPress={() => setZoom(zoom / STEP)} />
        <Tool label="Larger" draws="M3 8h10M8 3v10" isOff={!count || zoom >= LARGEST} onPress={() => setZoom(zoom * STEP)} />
        <Tool label="As wide as there is room" draws="M2 8h12M4.5 5.5 2 8l2.5 2.5M11.5 5.5 14 8l-2.5 2.5" isOff={zoom === 1} onPress={() => setZoom(1)} />
        <Saving element={element} />
      </div>
      <div ref={pages} class="pdf-pages" role="region" aria-label={alt || "PDF document"} tabIndex={0}>
        {opened.problem && (
          <p class="pdf-problem" role="alert">
            {opened.problem}
          </p>
        )}
        {opened.document &&
          opened.size &&
          width > 0 &&
          Array.from({ length: count }, (_, at) => (
            <Page
              key={at}
              document={opened.document as PDFDocumentProxy}
              number={at + 1}
              scale={scale}
              likely={opened.size as Size}
            />
          ))}
      </div>
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly draws: string;
  readonly isOff: boolean;
  readonly onPress: () => void;
}

function Tool({ label, draws, isOff, onPress }: ToolProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      aria-disabled={isOff || undefined} // It stays focusable, so that the focus is not lost.
      onClick={() => !isOff && onPress()}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={draws} />
      </svg>
    </button>
  );
}

function Saving({ element }: { readonly element: PdfElement }) {
  const { address } = useSession();
  const { src = "", url = "", file_name = "document.pdf" } = element;
  const drawing = (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 2.5v8m-3.5-3L8 11l3.5-3.5M3 13.5h10" />
    </svg>
  );
  return url ? (
    <a class="icon-button" href={url} target="_blank" rel="noopener noreferrer" aria-label="Open the PDF" title="Open the PDF">
      {drawing}
    </a>
  ) : (
    <a class="icon-button" href={address.href(src)} download={file_name} aria-label="Save the PDF" title="Save the PDF">
      {drawing}
    </a>
  );
}

interface Opened {
  readonly document?: PDFDocumentProxy;
  /** Of the first page. */
  readonly size?: Size;
  readonly problem?: string;
}

/** Fetches and opens the file, and again when it is another one. */
function useOpened({ src = "", relay = "" }: PdfElement): Opened {
  const { address } = useSession();
  const [opened, setOpened] = useState<Opened>({});
  useEffect(() => {
    let isWanted = true;
    const fetching = relay ? fetchElsewhere(address.href(relay)) : fetchOwn(address.href(src));
    let end = () => fetching.stop();
    const open = async () => {
      const content = await fetching.content;
      if (!isWanted) return;
      const reading = read(content);
      end = () => reading.end();
      const document = await reading.document;
      const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
      if (isWanted) setOpened({ document, size: { width, height } });
    };
    open().catch((error: Error) => isWanted && setOpened({ problem: problemOf(error) }));
    return () => {
      isWanted = false;
      end();
      setOpened({});
    };
  }, [src, relay]);
  return opened;
}

function problemOf({ name }: Error): string {
  if (name === "PasswordException") return "This PDF can be opened with a password only. Save it to do so.";
  if (name === "InvalidPDFException") return "This PDF is damaged, and cannot be shown.";
  return "This PDF could not be loaded here. The arrow above leads to it.";
}

/** The width that there is for pages. */
function useWidth(pages: RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = pages;
    if (!current) return undefined;
    const measure = () => setWidth(current.clientWidth);
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(current);
    return () => sizes.disconnect();
  }, []);
  return width;
}

/** The number of the page that is seen: the last that begins above the middle. */
function useCurrent(pages: RefObject<HTMLDivElement | null>, count: number): number {
  const [current, setCurrent] = useState(1);
  useEffect(() => {
    const box = pages.current;
    if (!box || !count) return undefined;
    const look = () => {
      const middle = box.scrollTop + box.clientHeight / 2;
      const all = [...box.children] as HTMLElement[];
      const beyond = all.findIndex(({ offsetTop }) => offsetTop > middle);
      setCurrent(Math.max(1, beyond < 0 ? count : beyond));
    };
    look();
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [count]);
  return current;
}

/** Opens PDFs. Each is read by a worker of its own, which ends with it. */
import { getDocument, type PDFDocumentProxy, PDFWorker } from "pdfjs-dist/legacy/build/pdf.mjs";
import { admitLibraries } from "../charts/admitted";
import script from "./pdf_worker?worker";

const QUIET = 0; // What is wrong with a file is told in its place, not in the console.

export interface Reading {
  readonly document: Promise<PDFDocumentProxy>;
  readonly end: () => void;
}

/** Opens a PDF from its content. */
export function read(content: ArrayBuffer): Reading {
  admitLibraries(); // It lets the page start its own workers.
  const port = new Worker(new URL(script, import.meta.url), { type: "module" });
  const worker = PDFWorker.create({ port, verbosity: QUIET });
  const task = getDocument({
    data: content,
    worker,
    useSystemFonts: true, // Of fonts that the file names and does not contain.
    useWasm: false, // The page's policy lets no code be compiled.
    enableXfa: false,
    verbosity: QUIET,
  });
  return {
    document: task.promise,
    end: () => {
      void task.destroy().finally(() => port.terminate());
    },
  };
}

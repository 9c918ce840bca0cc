/** Reads PDFs beside the page: a large one takes seconds. */
import "pdfjs-dist/legacy/build/pdf.worker.mjs";

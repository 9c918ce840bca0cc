/** A style sheet as a file of its own: `import` gives its address (build.mjs). */
declare module "*.css?url" {
  const address: string;
  export default address;
}

/** A script that runs beside the page: `import` gives its address. Its name ends in `_worker`. */
declare module "*?worker" {
  const address: string;
  export default address;
}

/** A page for a frame, which runs a script: `import` gives its address. Its name ends in `_frame`. */
declare module "*?frame" {
  const address: string;
  export default address;
}

/** Data as a file of its own, which is fetched when it is needed. */
declare module "*.json?url" {
  const address: string;
  export default address;
}

/** Reads PDFs in a worker; it has nothing to import. */
declare module "pdfjs-dist/legacy/build/pdf.worker.mjs";

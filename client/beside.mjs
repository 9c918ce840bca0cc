// What runs beside the page, with a policy of its own: scripts of workers, and pages of frames.
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const common = {
  absWorkingDir: here,
  outdir: join(here, "..", "src", "anew", "static"),
  bundle: true,
  minify: true,
  charset: "utf8", // A library's own binary data is a third smaller so.
  format: "esm",
  target: "es2022",
  legalComments: "none",
  metafile: true,
  write: false,
};

export const metafiles = []; // Of these builds.
export const framed = {}; // What the scripts of frames consist of, by name.

// `import address from "./some_worker?worker"`: a script that runs beside the page, by its address.
export const workers = {
  name: "workers",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\?worker$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?worker", ".js")), // Which is how the file is called.
      namespace: "worker",
    }));
    onLoad({ filter: /.*/, namespace: "worker" }, async ({ path }) => {
      const source = path.replace(/\.js$/, ".ts");
      const { metafile, outputFiles } = await build({ ...common, entryPoints: [source] });
      metafiles.push(metafile);
      const watchFiles = Object.keys(metafile.inputs);
      return { contents: outputFiles[0].contents, loader: "file", watchFiles };
    });
  },
};

// `import address from "./some_frame?frame"`: a page for a frame that runs a script, by its address.
export const frames = {
  name: "frames",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\?frame$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?frame", ".html")),
      namespace: "frame",
    }));
    onLoad({ filter: /.*/, namespace: "frame" }, async ({ path }) => {
      const { metafile, outputFiles } = await build({
        ...common,
        entryPoints: [path.replace(/\.html$/, ".ts")],
        entryNames: "[name]-[hash]",
        chunkNames: "framed-[hash]",
        splitting: true,
      });
      metafiles.push(metafile);
      for (const file of outputFiles) framed[basename(file.path)] = file.contents;
      const watchFiles = Object.keys(metafile.inputs);
      return { contents: document(metafile, basename(path, ".html")), loader: "file", watchFiles };
    });
  },
};

/** A page that has all loaded at once which the script cannot start without. */
function document({ outputs }, source) {
  const parts = Object.entries(outputs);
  const [script, { imports }] = parts.find(([name]) => basename(name).startsWith(source));
  const links = imports
    .filter(({ kind }) => kind === "import-statement")
    .map(({ path }) => `<link rel="modulepreload" href="${basename(path)}">`);
  return `<!doctype html>${links.join("")}<script type="module" src="${basename(script)}"></script>`;
}

// Builds the client into ../src/anew/static: names by content, compressed, within its budget.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const CORE_BUDGET = 35 * 1024; // Bytes, compressed: what every page loads, script and style.

const here = dirname(fileURLToPath(import.meta.url));
const entry = "src/main.tsx";
const target = join(here, "..", "src", "anew", "static");

await mkdir(target, { recursive: true });

// Whatever is loaded later comes to a page where the core runs already. Saying so by an import
// lets the core stay in one file; else each piece that something lazy shares with it is a file.
const coreFirst = {
  name: "core-first",
  setup({ onLoad, onResolve, resolve }) {
    const lazy = new Set();
    onResolve({ filter: /^\./ }, async ({ path, kind, importer, pluginData, ...where }) => {
      if (kind !== "dynamic-import" || pluginData === coreFirst) return undefined;
      const resolved = await resolve(path, { kind, importer, ...where, pluginData: coreFirst });
      lazy.add(resolved.path);
      return resolved;
    });
    onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      if (!lazy.has(path)) return undefined;
      const source = await readFile(path, "utf8");
      const core = JSON.stringify(join(here, entry));
      return { contents: `${source}\nimport ${core};`, loader: extname(path).slice(1) };
    });
  },
};

const { metafile, outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: { main: entry, style: "src/style/main.css", later: "src/style/later.css" },
  outdir: target,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".woff2": "file" },
  legalComments: "none",
  plugins: [coreFirst],
  metafile: true,
  write: false,
});

// What stands in the page itself, for the time until the core has arrived.
const early = (
  await build({
    absWorkingDir: here,
    entryPoints: ["src/early.ts"],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    write: false,
  })
).outputFiles[0].text.trim();
if (early.includes("</")) throw new Error("What stands in the page would end its script.");

const outputs = Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]);
const entryOf = (source) => outputs.find(([, output]) => output.entryPoint === source)[0];
const style = entryOf("src/style/main.css");
const later = entryOf("src/style/later.css");
// The entry only imports the core, which starts by itself.
const script = importsOf(entryOf(entry))[0];
const core = [...withImports(script), style];

const files = Object.fromEntries(outputFiles.map((file) => [basename(file.path), file.contents]));
delete files[entryOf(entry)];
const sizes = {};
for (const [name, contents] of Object.entries(files)) {
  await writeFile(join(target, name), contents);
  sizes[name] = { bytes: contents.length };
  if (!/\.(js|css)$/.test(name)) continue; // A font is compressed as it is.
  const compressed = gzipSync(contents, { level: 9 });
  await writeFile(join(target, `${name}.gz`), compressed);
  sizes[name].gzip = compressed.length;
}
await copyFile(
  join(here, "node_modules", "@material-symbols", "font-400", "LICENSE"),
  join(target, "material-symbols-LICENSE.txt"),
);

report(); // Before the manifest: a build that is too large is none.
const preload = core.filter((name) => name !== script && name !== style);
await writeFile(
  join(target, "manifest.json"),
  `${JSON.stringify({ early, script, style, later, preload, files: sizes }, null, 2)}\n`,
);
await forgetOthers();

/** What an earlier build left: removed last, for a server may be starting right now. */
async function forgetOthers() {
  const own = new Set([...Object.keys(files), "manifest.json", "material-symbols-LICENSE.txt"]);
  for (const name of await readdir(target)) {
    if (!own.has(name.replace(/\.gz$/, ""))) await rm(join(target, name));
  }
}

/** A script and what it cannot start without. */
function withImports(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const other of importsOf(name)) withImports(other, found);
  return found;
}

function importsOf(name) {
  const { imports } = outputs.find(([other]) => other === name)[1];
  return imports
    .filter(({ kind }) => kind === "import-statement")
    .map(({ path }) => basename(path));
}

function report() {
  const inPage = gzipSync(early, { level: 9 }).length;
  const total = core.reduce((sum, name) => sum + sizes[name].gzip, inPage);
  for (const [name, { bytes, gzip }] of Object.entries(sizes)) {
    const where = core.includes(name) ? "core" : "lazy";
    console.log(`${where}  ${String(gzip ?? bytes).padStart(7)}  ${name}`);
  }
  console.log(`core  ${String(inPage).padStart(7)}  in the page itself`);
  console.log(`core together: ${total} bytes compressed, of ${CORE_BUDGET} allowed`);
  if (total <= CORE_BUDGET) return;
  console.error(
    "The core is too large. Load more of it lazily: begin the component's file with `// lazy` " +
      "(tools/registry.py), generate again, and keep its styles in what style/later.css imports.",
  );
  process.exit(1);
}

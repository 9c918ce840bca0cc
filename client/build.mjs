// Builds the client into ../src/anew/static: names by content, compressed, within its budget.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { framed, frames, metafiles, workers } from "./beside.mjs";
import { slicedIcons } from "./icons.mjs";
import { plotly, vega } from "./libraries.mjs";
import { licensesOf } from "./licenses.mjs";

const CORE_BUDGET = 35 * 1024; // Bytes, compressed: what every page loads, script and style.
const LARGE = 50_000; // Bytes: what is loaded late and is larger is there compressed only.

const LICENSES = "third-party-licenses.txt";

const here = dirname(fileURLToPath(import.meta.url));
const entry = "src/main.tsx";
const target = join(here, "..", "src", "anew", "static");

await mkdir(target, { recursive: true });

// Whatever is loaded later comes to a page where the core runs already. Saying so by an import
// lets the core stay in one file; else each piece that something lazy shares with it is a file.
// What is loaded later is known before the build: its files come in any order.
const lateFiles = await loadedLater(join(here, "src"));
const coreFirst = {
  name: "core-first",
  setup({ onLoad }) {
    const core = JSON.stringify(join(here, entry));
    onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      if (!lateFiles.has(path.slice(0, -extname(path).length))) return undefined;
      const source = await readFile(path, "utf8");
      return { contents: `${source}\nimport ${core};`, loader: extname(path).slice(1) };
    });
  },
};

const fonts = {}; // Of style sheets that are files of their own, by name.

// `import sheet from "icons.css?url"`: the sheet of the icon font, whose slices are files beside it.
const icons = {
  name: "icons",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^icons\.css\?url$/ }, () => ({ path: "icons.css", namespace: "icons" }));
    onLoad({ filter: /.*/, namespace: "icons" }, async () => {
      const { files: slices, sheet } = await slicedIcons(here);
      Object.assign(fonts, slices);
      return { contents: sheet, loader: "file" };
    });
  },
};

// Fonts in the one form that every browser takes which the client supports.
const modernFonts = {
  name: "modern-fonts",
  setup({ onLoad }) {
    onLoad({ filter: /katex\.css$/ }, async ({ path }) => {
      const older = /,\s*url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)/g;
      return { contents: (await readFile(path, "utf8")).replace(older, ""), loader: "css" };
    });
  },
};

// `import sheet from "./some.css?url"`: a style sheet as a file of its own, by its address.
const sheets = {
  name: "sheets",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\.css\?url$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?url", "")),
      namespace: "sheet",
    }));
    onLoad({ filter: /.*/, namespace: "sheet" }, async ({ path }) => {
      const built = await build({
        entryPoints: [path],
        outdir: target,
        assetNames: "[name]-[hash]",
        bundle: true,
        minify: true,
        loader: { ".woff2": "file" },
        plugins: [modernFonts],
        metafile: true,
        write: false,
      });
      const { outputFiles: made } = built;
      for (const file of made) if (/\.woff2$/.test(file.path)) fonts[basename(file.path)] = file.contents;
      const watchFiles = Object.keys(built.metafile.inputs);
      return { contents: made.find((file) => /\.css$/.test(file.path)).contents, loader: "file", watchFiles };
    });
  },
};

// `import data from "some-package/some.json?url"`: data as a file of its own, fetched when needed.
const data = {
  name: "data",
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /\.json\?url$/ }, async ({ path, kind, resolveDir }) => ({
      path: (await resolve(path.replace("?url", ""), { kind, resolveDir })).path,
      namespace: "data",
    }));
    onLoad({ filter: /.*/, namespace: "data" }, async ({ path }) => ({
      contents: await readFile(path),
      loader: "file",
    }));
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
  conditions: ["module", "visgl:webgl-only"], // deck.gl draws by WebGL, and needs no shaders of WebGPU.
  legalComments: "none",
  plugins: [coreFirst, icons, sheets, data, workers, frames, plotly, vega],
  metafile: true,
  write: false,
});

// What stands in the page itself, for the time until the core has arrived.
const early = await inlined("src/early.ts");
// What stands in the documents of frames.
const inside = {};
for (const name of ["isolated", "measured", "around", "fetched"]) {
  inside[name] = await inlined(`src/inside/${name}.ts`);
}

/** A script as text that may stand between script tags. */
async function inlined(entryPoint) {
  const built = await build({
    absWorkingDir: here,
    entryPoints: [entryPoint],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    write: false,
  });
  const text = built.outputFiles[0].text.trim();
  if (text.includes("</")) throw new Error(`${entryPoint} would end its script tag.`);
  return text;
}

const outputs = Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]);
const entryOf = (source) => outputs.find(([, output]) => output.entryPoint === source)[0];
const style = entryOf("src/style/main.css");
const later = entryOf("src/style/later.css");
// The entry only imports the core, which starts by itself.
const script = importsOf(entryOf(entry))[0];
const core = [...withImports(script), style];

const files = Object.fromEntries(outputFiles.map((file) => [basename(file.path), file.contents]));
Object.assign(files, framed, fonts);
delete files[entryOf(entry)];
const sizes = {};
for (const [name, contents] of Object.entries(files)) {
  sizes[name] = { bytes: contents.length };
  if (/\.(js|css|wasm|json)$/.test(name)) {
    // A font is compressed as it is.
    const compressed = gzipSync(contents, { level: 9 });
    await writeFile(join(target, `${name}.gz`), compressed);
    sizes[name].gzip = compressed.length;
    if (name in framed || (compressed.length > LARGE && !core.includes(name))) {
      await rm(join(target, name), { force: true });
      continue;
    }
  }
  await writeFile(join(target, name), contents);
}
await copyFile(
  join(here, "node_modules", "@material-symbols", "font-400", "LICENSE"),
  join(target, "material-symbols-LICENSE.txt"),
);
await writeFile(join(target, LICENSES), await licensesOf(here, [metafile, ...metafiles]));

report(); // Before the manifest: a build that is too large is none.
const preload = core.filter((name) => name !== script && name !== style);
await writeFile(
  join(target, "manifest.json"),
  `${JSON.stringify({ early, inside, script, style, later, preload, rare: await rareChunks(), files: sizes }, null, 2)}\n`,
);
await forgetOthers();

/** What an earlier build left: removed last, for a server may be starting right now. */
async function forgetOthers() {
  const own = new Set([...Object.keys(files), "manifest.json", "material-symbols-LICENSE.txt", LICENSES]);
  for (const name of await readdir(target)) {
    if (!own.has(name.replace(/\.gz$/, ""))) await rm(join(target, name));
  }
}

/** By the tag of each rare element: all that a page loads for it, beyond the core. */
async function rareChunks() {
  const table = entryOf("src/rare.ts");
  const components = outputs.find(([name]) => name === table)[1].imports;
  const chunks = components.filter(({ kind }) => kind === "dynamic-import");
  const sheet = outputs.map(([name]) => name).find((name) => /^rare-.*\.css$/.test(name));
  const listed = chunks.map(async ({ path }) => {
    const name = basename(path);
    const needed = [table, name, ...(await announcedIn(name))].flatMap((one) => [...withImports(one)]);
    const own = needed.filter((one) => !core.includes(one));
    const { entryPoint } = outputs.find(([other]) => other === name)[1];
    return [basename(entryPoint, ".tsx"), [...new Set([later, sheet, ...own])]];
  });
  return Object.fromEntries(await Promise.all(listed));
}

/** What a component loads when it is drawn, and nearly always: its source begins with `// announced`. */
async function announcedIn(name) {
  const parts = [...withImports(name)].flatMap((one) => outputs.find(([other]) => other === one)[1].imports);
  const found = parts
    .filter(({ kind }) => kind === "dynamic-import")
    .map(({ path }) => outputs.find(([other]) => other === basename(path)))
    .filter(([, { entryPoint }]) => entryPoint?.startsWith("src/"));
  const isAnnounced = async ([, { entryPoint }]) =>
    (await readFile(join(here, entryPoint), "utf8")).startsWith("// announced");
  const marks = await Promise.all(found.map(isAnnounced));
  return found.filter((_, index) => marks[index]).map(([one]) => one);
}

/** The files of ours that an `import("./…")` names anywhere in a folder, without their endings. */
async function loadedLater(folder) {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
  const found = files.map(async (file) => {
    const source = await readFile(file, "utf8");
    const targets = source.matchAll(/\bimport\("(\.[^"]+)"\)/g);
    return Array.from(targets, ([, target]) => join(dirname(file), target));
  });
  return new Set((await Promise.all(found)).flat());
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

// What of libraries cannot be bundled as it is.
import { readFile } from "node:fs/promises";
import { runInNewContext } from "node:vm";

const TEXT = /(\w+\.exports=)('(?:[^'\\]|\\.){100000,}')/;
const BLOB = /setWorkerUrl\(URL\.createObjectURL\(new Blob\(\[\w+\],\{type:"text\/javascript"\}\)\)\)/;

// Plotly is made for script tags and for `require`. As a module it needs no help of esbuild, which
// would be part of the core.
const asModule = (source) =>
  `const module = { exports: {} };\n${source};\nexport default module.exports;`;

// Where Vega derives rows of rows, it keeps an empty place for each row that there ever was.
const PLACE = "lut[id] = null;";

// `Relay` and `Project` of vega-transforms: the numbers of rows grow with each change of the data.
export const vega = {
  name: "vega",
  setup({ onLoad }) {
    onLoad({ filter: /vega-transforms\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (source.split(PLACE).length !== 3) throw new Error("Vega's empty places are not where they were.");
      return { contents: source.replaceAll(PLACE, "delete lut[id];") };
    });
  },
};

// Plotly's maps compute in a worker, whose script Plotly holds as a text. The page's policy lets
// workers run from files only, so that text becomes a file.
export const plotly = {
  name: "plotly",
  setup({ onLoad, onResolve, resolve }) {
    onLoad({ filter: /maplibre-gl-csp\.js$/ }, async ({ path }) => ({
      contents: `const exports = {}, module = { exports };\n${await readFile(path, "utf8")};\nexport default exports;`,
    }));
    onLoad({ filter: /plotly-cartesian\.min\.js$/ }, async ({ path }) => ({
      contents: asModule(await readFile(path, "utf8")),
    }));
    onLoad({ filter: /plotly-strict\.min\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const [found, start] = TEXT.exec(source) ?? [];
      if (!found || !BLOB.test(source)) throw new Error("Plotly's worker is not where it was.");
      const rest = source.replace(found, () => `${start}""`);
      const whole = rest.replace(BLOB, "setWorkerUrl(globalThis.plotlyMapWorker)");
      return { contents: asModule(whole) };
    });
    onResolve({ filter: /^plotly:map$/ }, async ({ resolveDir }) => {
      const where = { kind: "import-statement", resolveDir };
      const { path } = await resolve("plotly.js-strict-dist-min", where);
      return { path: "plotly-map-worker.js", namespace: "plotly", pluginData: path };
    });
    onLoad({ filter: /.*/, namespace: "plotly" }, async ({ pluginData }) => {
      const [, , literal] = TEXT.exec(await readFile(pluginData, "utf8"));
      return { contents: runInNewContext(literal), loader: "file" };
    });
  },
};

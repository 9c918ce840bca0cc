// What the packages that are bundled ask to be passed on: each one's name, and its own licence.
import { readdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";

// What a package that was bundled before says of the packages within it.
const WITHIN = /^\/\*! Bundled license information:[\s\S]*?\*\/$/gm;
const PACKAGE = /^(?:.*?:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

// Of packages that come without one.
const OWN = { "@viz-js/viz": "licenses/viz-js.txt" };

/** One text with the licences of all packages that the files in these builds come from. */
export async function licensesOf(here, metafiles) {
  const files = metafiles.flatMap(({ outputs }) => Object.values(outputs));
  const inputs = files.flatMap(({ inputs }) =>
    Object.keys(inputs).filter((input) => inputs[input].bytesInOutput),
  );
  const packages = new Map();
  for (const input of inputs) {
    const [, folder] = PACKAGE.exec(input) ?? [];
    if (folder) packages.set(folder, [...(packages.get(folder) ?? []), input]);
  }
  const parts = [...packages].sort().map(([folder, own]) => licenseIn(folder, here, own));
  const texts = await Promise.all(parts);
  return `${texts.join(`\n\n${"=".repeat(80)}\n\n`)}\n`;
}

async function licenseIn(path, here, inputs) {
  const folder = resolve(here, path);
  const { name, version, license } = JSON.parse(await readFile(resolve(folder, "package.json"), "utf8"));
  const text = await textIn(folder, name);
  if (!text) throw new Error(`${name} has no file with its licence, which anew has to pass on.`);
  const bundles = inputs.filter((input) => input.endsWith(".min.js"));
  const sources = await Promise.all(bundles.map((input) => readFile(resolve(here, input), "utf8")));
  const within = sources.flatMap((source) => source.match(WITHIN) ?? []);
  const notices = await noticesIn(folder);
  const parts = [`${name} ${version} (${license ?? "its own"})`, text.trim(), ...notices, ...within];
  return parts.join("\n\n");
}

/** What a package asks to be passed on besides: notices, and the licences of what is within it. */
async function noticesIn(folder) {
  const files = (await readdir(folder)).filter((one) => /^notice(\.|$)/i.test(one));
  const others = await readdir(resolve(folder, "licenses")).catch(() => []);
  const paths = [...files, ...others.map((one) => `licenses/${one}`)];
  return Promise.all(paths.map(async (path) => (await readFile(resolve(folder, path), "utf8")).trim()));
}

/** The licence: a file of the package, one of ours, or the part of its README. */
async function textIn(folder, name) {
  const file = (await readdir(folder)).find((one) => /^(licen[cs]e|copying)/i.test(one));
  if (file) return readFile(resolve(folder, file), "utf8");
  if (OWN[name]) return readFile(new URL(OWN[name], import.meta.url), "utf8");
  const readme = await readFile(resolve(folder, "README.md"), "utf8");
  return /^#+ *licen[cs]e\s+([^]*copyright[^]*)/im.exec(readme)?.[1];
}

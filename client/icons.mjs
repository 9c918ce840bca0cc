// The icon font in slices: a page loads those of the icons that it shows.
//
// An icon's slice follows from its name (`sliceOf`; `src/anew/elements/markup/icons.py` and
// `src/elements/shared/icon.tsx` have the same). In a slice, a name is still drawn as its icon, by
// a ligature, so it has the letters, too.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fontkit from "fontkit";
import fontverter from "fontverter";
import subsetFont from "subset-font";

const SLICES = 128;
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_";
const SOURCE = ["node_modules", "@material-symbols", "font-400", "material-symbols-outlined.woff2"];

const VERSION = 1; // To be raised if what this file makes of a font changes.

function sliceOf(name) {
  return [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % SLICES, 0);
}

/** The files of the slices by their names, and the style sheet that names them. */
export async function slicedIcons(folder) {
  const font = await readFile(join(folder, ...SOURCE));
  const hash = createHash("sha256").update(`${VERSION} ${SLICES} `).update(font).digest("hex").slice(0, 8);
  const numbers = Array.from({ length: SLICES }, (_, number) => number);
  const nameOf = (number) => `icons-${hash}-${number}.woff2`;
  const kept = join(folder, "node_modules", ".cache", `icons-${hash}`); // It takes ten seconds.
  const read = () => Promise.all(numbers.map((number) => readFile(join(kept, nameOf(number)))));
  const slices = await read().catch(async () => {
    await mkdir(kept, { recursive: true });
    const made = await sliced(font);
    await Promise.all(made.map((slice, number) => writeFile(join(kept, nameOf(number)), slice)));
    return made;
  });
  const rules = numbers.map(
    (number) =>
      `@font-face{font-family:icons-${number};src:url("${nameOf(number)}")format("woff2");font-display:block}` +
      `.icons-${number}{font-family:icons-${number};color:inherit}`,
  );
  return {
    files: Object.fromEntries(slices.map((slice, number) => [nameOf(number), slice])),
    sheet: rules.join(""),
  };
}

async function sliced(compressed) {
  const font = await fontverter.convert(compressed, "truetype");
  const characters = Array.from({ length: SLICES }, () => LETTERS);
  for (const [name, character] of icons(fontkit.create(font))) characters[sliceOf(name)] += character;
  const slices = [];
  for (const own of characters) {
    // Without the closure, for else each slice would have all icons that its letters may become.
    slices.push(await subsetFont(font, own, { targetFormat: "woff2", noLayoutClosure: true }));
  }
  return slices;
}

/** The names of all icons, as ligatures have them, each with the icon's own character. */
function* icons(font) {
  const characterOf = new Map(
    font.characterSet.map((code) => [font.glyphForCodePoint(code).id, String.fromCodePoint(code)]),
  );
  for (const lookup of font.GSUB.lookupList.toArray()) {
    for (const table of lookup.subTables.toArray?.() ?? lookup.subTables) {
      const { coverage, ligatureSets } = table.extension ?? table;
      if (!ligatureSets) continue;
      const firsts = coverage.glyphs ?? coverage.rangeRecords.flatMap(({ start, end }) => span(start, end));
      for (const [index, set] of ligatureSets.toArray().entries()) {
        for (const { components, glyph } of set) {
          const name = [firsts[index], ...components].map((one) => characterOf.get(one)).join("");
          if (characterOf.has(glyph)) yield [name, characterOf.get(glyph)];
        }
      }
    }
  }
}

function span(start, end) {
  return Array.from({ length: end - start + 1 }, (_, index) => start + index);
}

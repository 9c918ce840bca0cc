/** Regular expressions take no longer than a text is long: what a user pastes cannot stop the tab. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "..", "src");
const LITERAL = /(?<=[=(:,!&|?[] ?|return |\n *)\/(?![*/ ])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)(?=[.,;)\s])/g;

// They see the digits of one number, a hundred at the most.
const OF_NUMBERS = new Set([String.raw`(\.\d*?)0+(?=e)`]);

const patterns = new Map<string, RegExp>();
for (const name of readdirSync(SOURCE, { recursive: true, encoding: "utf8" })) {
  if (!/\.tsx?$/.test(name)) continue;
  const code = readFileSync(join(SOURCE, name), "utf8").replace(/^\s*(\/\/|\/?\*).*$/gm, "");
  for (const [, source = "", flags] of code.matchAll(LITERAL)) {
    if (!OF_NUMBERS.has(source)) patterns.set(`${name} ${source}`, new RegExp(source, flags));
  }
}

const TIMES = [4, 8, 12, 16, 20, 24, 28, 32, 40, 60, 200];
const CHARACTERS = 10_000;
const PATIENCE_MS = 25;
const ENDS = ["", "\0", "\n!"];

/** The first text that takes too long, if there is any: what the pattern may mean, said again and again. */
function slowText(pattern: RegExp): string | undefined {
  const letters = [...new Set(` \t\na1.-–${pattern.source.replace(/\\./g, "")}`)];
  const pieces = [...letters, ...letters.flatMap((one) => letters.map((two) => one + two))];
  const starts = ["", "1", "a", ...letters.filter((letter) => /\W/.test(letter))];
  for (const piece of pieces) {
    for (const start of piece.length === 1 ? starts : ["", "1"]) {
      for (const times of [...TIMES, CHARACTERS / piece.length]) {
        for (const end of ENDS) {
          const text = start + piece.repeat(times) + end;
          if (takesLong(pattern, text)) return JSON.stringify(start + piece + end);
        }
      }
    }
  }
  return undefined;
}

/** Each time, as the machine may have been busy. */
function takesLong(pattern: RegExp, text: string): boolean {
  return [1, 2, 3].every(() => {
    const started = performance.now();
    text.replace(pattern, "");
    return performance.now() - started > PATIENCE_MS;
  });
}

test("the patterns are found", () => {
  expect(patterns.size).toBeGreaterThan(20);
});

test.each([...patterns])("%s", (_, pattern) => {
  expect(slowText(pattern)).toBeUndefined();
});

test.each([/\s+-/, /^(a+)+b/, /\[([^\]]*)\]/g, /^\d+\s*:?\s*\d$/])("%s is slow", (pattern) => {
  expect(slowText(pattern)).toBeDefined();
});

import { expect, test } from "vitest";
import { compiled } from "../../../src/elements/shared/pattern";

function find(source: string, text: string): string | undefined {
  const search = compiled(source);
  if (!search) throw new Error("It is not known.");
  return search(text);
}

/** What the browser's own finds: the first group, or all. */
function native(source: string, text: string): string | undefined {
  const found = new RegExp(source, "us").exec(text);
  return found?.[found.length > 1 ? 1 : 0];
}

const TEXTS = [
  "https://mars.example.org/planets/mars?x=1",
  "aaa",
  "ab abc abcd",
  "",
  "12-34 é😀 x",
  "foo(bar)",
  "a\nb",
];
const SOURCES = [
  String.raw`https?://(.*?)\.`,
  String.raw`planets/(\w+)`,
  "(a+)(a+)",
  "(a+?)",
  "(a|ab)(c|bcd)?",
  "(?:ab)+(c?)",
  "([a-c]{2,3})",
  "(a{2})",
  "^(.)",
  "(.)$",
  String.raw`\b(\w+)\b`,
  String.raw`(\d+)-`,
  String.raw`([^\s-]+)$`,
  String.raw`\((\w*)\)`,
  "(?<name>b.)",
  "(|a)b",
  String.raw`(\u0061)`,
  "x*",
  "(é|😀)",
];

test("what is found is what the browser's own finds", () => {
  for (const source of SOURCES) {
    for (const text of TEXTS) {
      expect(`${source} in ${text}: ${find(source, text)}`).toBe(
        `${source} in ${text}: ${native(source, text)}`,
      );
    }
  }
});

test("what cannot be followed in one pass is not known", () => {
  for (const source of [String.raw`(a)\1`, "(?=a)", "(?<!a)b", "(", "(a{1000}){1000}", "a**", "*"]) {
    expect(compiled(source)).toBeUndefined();
  }
});

test("an ambiguous expression takes no longer than a plain one", () => {
  const started = performance.now();
  expect(find("^(a+)+$", `${"a".repeat(4_000)}!`)).toBeUndefined();
  expect(find("(.*)*x", "b".repeat(4_000))).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(2_000);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { hexOf, mayBecomeColor, readColor } from "../../../src/elements/color_picker/color";

const colors = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, "0")}`);

function hexFrom(text: string): string | undefined {
  const color = readColor(text);
  return color && hexOf(color);
}

test("a colour and its digits say the same", () => {
  fc.assert(
    fc.property(colors, (color) => {
      expect(hexFrom(color)).toBe(color);
    }),
  );
});

test.each([
  ["#f00", { hue: 0, saturation: 100, brightness: 100 }],
  ["#0f0", { hue: 120, saturation: 100, brightness: 100 }],
  ["#00f", { hue: 240, saturation: 100, brightness: 100 }],
  ["#f0f", { hue: 300, saturation: 100, brightness: 100 }],
  ["#ffffff", { hue: 0, saturation: 0, brightness: 100 }],
  ["#000000", { hue: 0, saturation: 0, brightness: 0 }],
])("%s has its hue, saturation and brightness", (text, color) => {
  expect(readColor(text)).toEqual(color);
});

test("the hues end where they begin", () => {
  expect(hexOf({ hue: 360, saturation: 100, brightness: 100 })).toBe("#ff0000");
});

test.each([
  ["#F80", "#ff8800"],
  ["f80", "#ff8800"],
  [" FF8800 ", "#ff8800"],
  ["", undefined],
  ["#", undefined],
  ["#ff88", undefined],
  ["##f80", undefined],
  ["tomato", undefined],
])("%j is read as %j", (text, color) => {
  expect(hexFrom(text)).toBe(color);
});

test("what is being typed is wrong only when nothing can make it a colour", () => {
  for (const text of ["", "#", "#f", "ff88", "#ff8800"]) expect(mayBecomeColor(text)).toBe(true);
  for (const text of ["x", "#ff88001", "##", "f #"]) expect(mayBecomeColor(text)).toBe(false);
});

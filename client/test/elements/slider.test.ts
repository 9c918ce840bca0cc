import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Scale, shownPosition, snapped, stepFrom } from "../../src/elements/scale/scale";
import type { SliderElement } from "../../src/protocol.gen";
import { Screen } from "../screen";

const scale = (fields: Partial<Scale> = {}): Scale => ({
  min: 0,
  max: 10,
  step: 3,
  format: "%d",
  kind: "int",
  ...fields,
});

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey }) as KeyboardEvent;

describe("a scale", () => {
  test("snaps to its steps, counted from its start, and to its end", () => {
    expect([0, 1.4, 1.6, 8, 9.4, 9.6, 10].map((at) => snapped(scale(), at))).toEqual([
      0, 0, 3, 9, 9, 10, 10,
    ]);
  });

  test("goes by keys, and from an uneven end to the last step before it", () => {
    expect(stepFrom(scale(), 3, key("ArrowRight"))).toBe(6);
    expect(stepFrom(scale(), 9, key("ArrowUp"))).toBe(10);
    expect(stepFrom(scale(), 10, key("ArrowLeft"))).toBe(9);
    expect(stepFrom(scale({ max: 100, step: 1 }), 50, key("PageDown"))).toBe(40);
    expect(stepFrom(scale({ max: 100, step: 1 }), 50, key("ArrowRight", true))).toBe(60);
    expect(stepFrom(scale(), 3, key("Home"))).toBe(0);
    expect(stepFrom(scale(), 3, key("End"))).toBe(10);
    expect(stepFrom(scale(), 3, key("x"))).toBeUndefined();
  });

  test("reaches every step from every other, and stays within its ends", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(1, 0.1, 0.25),
        (low, length, step, unit) => {
          const tried = scale({ min: low * unit, max: (low + length) * unit, step: step * unit });
          let position = tried.min;
          for (let count = 0; count <= Math.ceil(length / step); count++) {
            const next = stepFrom(tried, position, key("ArrowRight"));
            expect(next).toBeGreaterThanOrEqual(position);
            expect(next).toBeLessThanOrEqual(tried.max);
            position = next ?? 0;
          }
          expect(position).toBe(tried.max);
          for (let count = 0; count <= Math.ceil(length / step); count++) {
            position = stepFrom(tried, position, key("ArrowLeft")) ?? 0;
          }
          expect(position).toBe(tried.min);
        },
      ),
    );
  });

  test.each([
    [{ kind: "int", format: "%d apples" }, 3, "3 apples"],
    [{ kind: "float", format: "%0.2f" }, 0.5, "0.50"],
    [{ kind: "date", format: "YYYY-MM-DD" }, 19_875, "2024-06-01"],
    [{ kind: "time", format: "HH:mm" }, 45_900_000_000, "12:45"],
    [
      { kind: "datetime", format: "ddd, D MMM YYYY, h:mm A" },
      1_717_245_900_000_000,
      "Sat, 1 Jun 2024, 12:45 PM",
    ],
  ] as const)("of %o shows %d as %s", (fields, position, text) => {
    expect(shownPosition(scale(fields), position)).toBe(text);
  });
});

async function slider(fields: Partial<SliderElement> = {}): Promise<Screen> {
  const element: SliderElement = { tag: "slider", id: "s", value: [5], max: 10, ...fields };
  return new Screen([2, element, []]).settled();
}

const sent = (screen: Screen) => screen.tab.socket.events.map(({ values }) => values?.["s"]);

describe("a slider", () => {
  test("tells assistive technology where it is", async () => {
    const screen = await slider({ format: "%d °C" });
    const thumb = screen.find("[role=slider]");

    expect(thumb.getAttribute("aria-valuenow")).toBe("5");
    expect(thumb.getAttribute("aria-valuemin")).toBe("0");
    expect(thumb.getAttribute("aria-valuemax")).toBe("10");
    expect(thumb.getAttribute("aria-valuetext")).toBe("5 °C");
  });

  test("goes by keys", async () => {
    const screen = await slider();
    screen.press("ArrowRight", screen.find("[role=slider]"));
    await screen.settled();
    screen.press("End", screen.find("[role=slider]"));

    expect(sent(screen)).toEqual([[6], [10]]);
  });

  test("sends fewer values than there are while it moves fast, and the last for certain", async () => {
    const screen = await slider({ max: 100 });
    const thumb = screen.find("[role=slider]");
    for (let count = 0; count < 20; count++) {
      thumb.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
      await Promise.resolve();
      await screen.settled();
    }
    thumb.dispatchEvent(new KeyboardEvent("keyup", { key: "ArrowRight", bubbles: true }));
    await screen.settled();

    expect(sent(screen).length).toBeLessThan(15);
    expect(sent(screen).at(-1)).toEqual([25]);
  });

  test("of a range does not let its ends pass each other", async () => {
    const screen = await slider({ value: [4, 6] });
    screen.press("End", screen.find("[role=slider]"));

    expect(sent(screen)).toEqual([[6, 6]]);
  });

  test("that is disabled does nothing", async () => {
    const screen = await slider({ disabled: true });
    screen.press("End", screen.find("[role=slider]"));

    expect(sent(screen)).toEqual([]);
    expect(screen.find("[role=slider]").getAttribute("aria-disabled")).toBe("true");
  });
});

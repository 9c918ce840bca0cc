import fc from "fast-check";
import { expect, test } from "vitest";
import { readTime, shownTime, timesOf } from "../../../src/elements/moments/clock_time";

const times = fc.constantFrom(...timesOf(60));

test.each([
  ["8:30", "08:30"],
  ["08:30", "08:30"],
  ["0830", "08:30"],
  ["830", "08:30"],
  ["8.30", "08:30"],
  ["8h30", "08:30"],
  ["8", "08:00"],
  ["20", "20:00"],
  [" 8 : 30 ", "08:30"],
  ["8:30 pm", "20:30"],
  ["8.30 P.M.", "20:30"],
  ["8p", "20:00"],
  ["12 am", "00:00"],
  ["12 pm", "12:00"],
  ["12:30 AM", "00:30"],
  ["0:00", "00:00"],
  ["23:59", "23:59"],
])("%j is %s", (text, time) => {
  expect(readTime(text)).toBe(time);
});

test.each(["", "24:00", "8:60", "13 pm", "0 am", "8:3", "12345", "8:30:15", "-1", "noon", "8:30 x"])(
  "%j is no time",
  (text) => {
    expect(readTime(text)).toBeUndefined();
  },
);

test("each time is read from what is shown of it, in either format", () => {
  fc.assert(
    fc.property(times, fc.constantFrom("12h" as const, "24h" as const), (time, format) => {
      expect(readTime(shownTime(format, time))).toBe(time);
    }),
  );
});

test("whatever is typed is a time or none", () => {
  const typed = fc.oneof(fc.string(), fc.stringMatching(/^\d{0,3}[:.h ]?\d{0,3} ?[apm.]{0,3}$/));
  fc.assert(
    fc.property(typed, (text) => {
      const time = readTime(text);
      if (time !== undefined) expect(timesOf(60)).toContain(time);
    }),
  );
});

test("times are shown as the format says", () => {
  expect(shownTime("24h", "20:05")).toBe("20:05");
  expect(shownTime("12h", "20:05")).toBe("08:05 PM");
  expect(shownTime("12h", "00:05")).toBe("12:05 AM");
  expect(shownTime("localized", "20:05")).toMatch(/05/);
});

test("the times of a day begin at midnight and stand a step apart", () => {
  expect(timesOf(6 * 3600)).toEqual(["00:00", "06:00", "12:00", "18:00"]);
  expect(timesOf(7 * 3600)).toEqual(["00:00", "07:00", "14:00", "21:00"]);
  expect(timesOf(86_400)).toEqual(["00:00"]);
});

test("they are in order, each once, and the last one is less than a step from midnight", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1440 }), (minutes) => {
      const all = timesOf(minutes * 60);
      expect([...new Set(all)].sort()).toEqual(all);
      expect(all).toHaveLength(Math.ceil(1440 / minutes));
      expect(all.every((time) => readTime(time) === time)).toBe(true);
    }),
  );
});

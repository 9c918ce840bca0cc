import fc from "fast-check";
import { expect, test } from "vitest";
import { formattedTime } from "../../../src/elements/moments/date";
import { dayOf, isoOf, movedDay, movedMonth, readDay } from "../../../src/elements/moments/day";

const DAY = 86_400_000; // Milliseconds.
const FORMATS = ["YYYY/MM/DD", "DD/MM/YYYY", "MM/DD/YYYY", "YYYY-MM-DD", "DD.MM.YYYY"];

/** Any day from year 1 on; far enough from both ends to be moved. */
const days = fc.integer({ min: -700_000, max: 2_900_000 }).map((n) => isoOf(new Date(n * DAY)));
const months = fc.integer({ min: -30, max: 30 });

test("a day and its text say the same", () => {
  fc.assert(
    fc.property(days, (day) => {
      expect(isoOf(dayOf(day))).toBe(day);
    }),
  );
});

test("there is no day before year 1, and none after year 9999", () => {
  expect(movedDay("0001-01-01", -1)).toBe("0001-01-01");
  expect(movedMonth("0001-01-15", -12)).toBe("0001-01-01");
  expect(movedDay("9999-12-31", 1)).toBe("9999-12-31");
  expect(movedMonth("9999-12-15", 1)).toBe("9999-12-31");
});

test("days are counted as they follow each other", () => {
  expect(movedDay("2024-02-28", 1)).toBe("2024-02-29");
  expect(movedDay("2023-02-28", 1)).toBe("2023-03-01");
  expect(movedDay("1900-02-28", 1)).toBe("1900-03-01");
  expect(movedDay("2024-01-01", -1)).toBe("2023-12-31");
});

test("going back after going on leads to the same day", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -999, max: 999 }), (day, count) => {
      const moved = movedDay(day, count);
      expect(movedDay(moved, -count)).toBe(day);
      expect((dayOf(moved).getTime() - dayOf(day).getTime()) / DAY).toBe(count);
    }),
  );
});

test("the text of a later day is greater", () => {
  fc.assert(
    fc.property(days, days, (one, other) => {
      expect(one < other).toBe(dayOf(one).getTime() < dayOf(other).getTime());
    }),
  );
});

test.each([
  ["2024-01-31", 1, "2024-02-29"],
  ["2023-01-31", 1, "2023-02-28"],
  ["2024-03-31", -1, "2024-02-29"],
  ["2024-12-15", 1, "2025-01-15"],
  ["2024-01-15", -1, "2023-12-15"],
  ["2024-02-29", 12, "2025-02-28"],
  ["2024-02-29", -48, "2020-02-29"],
])("%s and %d months is %s", (day, count, other) => {
  expect(movedMonth(day, count)).toBe(other);
});

test("a month further is so many months further, on the same day or the month's last", () => {
  fc.assert(
    fc.property(days, months, (day, count) => {
      const [from, to] = [dayOf(day), dayOf(movedMonth(day, count))];
      const between = (to.getUTCFullYear() - from.getUTCFullYear()) * 12;
      expect(between + to.getUTCMonth() - from.getUTCMonth()).toBe(count);
      const isLast = dayOf(movedDay(isoOf(to), 1)).getUTCDate() === 1;
      const isSame = to.getUTCDate() === from.getUTCDate();
      expect(isSame || (isLast && to.getUTCDate() < from.getUTCDate())).toBe(true);
    }),
  );
});

test("what is shown in a format is read in it, and ISO text is read in each", () => {
  fc.assert(
    fc.property(days, fc.constantFrom(...FORMATS), (day, format) => {
      expect(readDay(format, formattedTime(format, dayOf(day)))).toBe(day);
      expect(readDay(format, day)).toBe(day);
    }),
  );
});

test.each([
  ["YYYY/MM/DD", " 2024/2/9 ", "2024-02-09"],
  ["DD/MM/YYYY", "9.2.2024", "2024-02-09"],
  ["MM/DD/YYYY", "2-9-2024", "2024-02-09"],
])("in %s %s is understood too", (format, text, day) => {
  expect(readDay(format, text)).toBe(day);
});

test.each([
  "",
  "2024/02",
  "2024/02/30",
  "2023/02/29",
  "2024/13/01",
  "2024/00/10",
  "2024/01/00",
  "24/01/01",
  "0000/01/01",
  "12024/01/01",
  "2024/01/01/01",
  "2024/01/01x",
  "tomorrow",
])("%j is no day", (text) => {
  expect(readDay("YYYY/MM/DD", text)).toBeUndefined();
});

test("whatever is typed is a day or none", () => {
  const typed = fc.oneof(fc.string(), fc.stringMatching(/^[\d/.-]{0,12}$/));
  fc.assert(
    fc.property(typed, fc.constantFrom(...FORMATS), (text, format) => {
      const day = readDay(format, text);
      if (day !== undefined) expect(isoOf(dayOf(day))).toBe(day);
    }),
  );
});

import { expect, test } from "vitest";
import { readMoment, shownMoment } from "../../../src/elements/moments/moment";
import { timeAfterKey } from "../../../src/elements/moments/times";

test("a moment is shown in the author's format, and read back", () => {
  for (const format of ["YYYY/MM/DD", "DD.MM.YYYY", "MM-DD-YYYY"]) {
    const text = shownMoment(format, "2024-01-31T08:30");
    expect(readMoment(format, text)).toBe("2024-01-31T08:30");
  }
  expect(shownMoment("DD.MM.YYYY", "2024-01-31T08:30")).toBe("31.01.2024 08:30");
});

test.each([
  ["31.1.2024 8:30", "2024-01-31T08:30"],
  [" 31.01.2024,8:30 pm ", "2024-01-31T20:30"],
  ["2024-01-31T08:30", "2024-01-31T08:30"],
  ["2024-1-31 0830", "2024-01-31T08:30"],
])("%j is read as people write it", (text, moment) => {
  expect(readMoment("DD.MM.YYYY", text)).toBe(moment);
});

test.each(["", "31.01.2024", "08:30", "31.02.2024 08:30", "31.01.2024 24:00", "31.01.2024 08:30 x"])(
  "%j is no moment",
  (text) => expect(readMoment("DD.MM.YYYY", text)).toBeUndefined(),
);

test("keys lead along the times, and not beyond their ends", () => {
  const times = ["00:00", "06:00", "12:00", "18:00"];
  expect(timeAfterKey(times, "06:00", "ArrowDown")).toBe("12:00");
  expect(timeAfterKey(times, "00:00", "ArrowUp")).toBe("00:00");
  expect(timeAfterKey(times, "06:00", "End")).toBe("18:00");
  expect(timeAfterKey(times, "06:00", "PageUp")).toBe("00:00");
  expect(timeAfterKey(times, "06:00", "Enter")).toBeUndefined();
});

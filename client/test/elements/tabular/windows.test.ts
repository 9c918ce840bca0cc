import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sheetOfPacked } from "../../../src/elements/tabular/sheet";
import { Windows } from "../../../src/elements/tabular/windows";

const ROWS = 100_000;
const packed = (ids: readonly number[]) => ({
  rows: ids.length,
  columns: [{ name: "n", kind: "integer" as const, values: ids }],
});

interface Asked {
  readonly from: number;
  readonly words: URLSearchParams;
  readonly signal: AbortSignal | undefined;
  readonly answer: (ids?: readonly number[], count?: number) => Promise<void>;
  readonly fail: () => Promise<void>;
}

/** A table of many rows whose requests a test answers. */
function opened() {
  const asked: Asked[] = [];
  const head = sheetOfPacked(packed([...Array.from({ length: 100 }, (_, at) => at), ROWS - 1]));
  const windows = new Windows("/rows", ROWS, head, (address, signal) => {
    const words = new URLSearchParams(address.split("?")[1]);
    const [from, count] = [Number(words.get("from")), Number(words.get("count"))];
    return new Promise((resolve, reject) => {
      const told = async () => void (await vi.advanceTimersByTimeAsync(0));
      asked.push({
        from,
        words,
        signal,
        answer: (ids = Array.from({ length: count }, (_, at) => from + at), all = ROWS) => {
          resolve(new Response(JSON.stringify({ count: all, ids, sheet: packed(ids) })));
          return told().then(told);
        },
        fail: () => {
          reject(new Error("offline"));
          return told().then(told);
        },
      });
    });
  });
  windows.start();
  const value = (position: number) => {
    const row = windows.rows.at(position);
    return row === undefined ? undefined : windows.sheet.columns[0]?.values[row];
  };
  return { windows, asked, value, pass: (time: number) => vi.advanceTimersByTimeAsync(time) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("rows that come in windows", () => {
  test("the first ones and the last are there at once", () => {
    const { windows, value } = opened();
    expect(windows.rows.length).toBe(ROWS);
    expect([value(0), value(99), value(100), value(ROWS - 1)]).toEqual([0, 99, undefined, ROWS - 1]);
  });

  test("those that are seen are asked for, and some that are scrolled towards", async () => {
    const { windows, asked, value, pass } = opened();
    windows.look(50_000, 50_020);
    await pass(100);
    expect(asked.map(({ from }) => from)).toEqual([50_000, 50_200, 50_400]);
    await asked[0]?.answer();
    expect(value(50_010)).toBe(50_010);
    windows.look(49_000, 49_020);
    await pass(100);
    expect(asked.slice(3).map(({ from }) => from)).toEqual([49_000, 48_800, 48_600]);
  });

  test("what was scrolled past is not waited for, however fast that is", async () => {
    const { windows, asked, pass } = opened();
    for (let step = 1; step <= 500; step++) {
      windows.look(step * 150, step * 150 + 20);
      await pass(1);
    }
    await pass(100);
    expect(asked.length).toBeLessThan(30);
    const waiting = asked.filter(({ signal }) => !signal?.aborted);
    expect(waiting.map(({ from }) => from)).toEqual([75_000, 75_200, 75_400]);
  });

  test("what is far away is forgotten", async () => {
    const { windows, asked, value, pass } = opened();
    for (let step = 1; step <= 100; step++) {
      windows.look(step * 800, step * 800 + 20);
      await pass(100);
      for (const one of asked.splice(0)) await one.answer();
    }
    const values = windows.sheet.columns[0]?.values as unknown as object;
    expect(Object.keys(values).length).toBeLessThanOrEqual(41 * 200);
    expect([value(800), value(80_000), value(0)]).toEqual([undefined, 80_000, 0]);
  });

  test("what is displayed stays until rows in another order are there", async () => {
    const { windows, asked, value, pass } = opened();
    windows.look(0, 20);
    windows.ask({ query: "", sorting: { column: 0, direction: "descending" } });
    await pass(100);
    expect([value(0), windows.found]).toEqual([0, undefined]);
    const sorted = asked.find(({ words }) => words.get("down") === "1");
    await sorted?.answer(Array.from({ length: 200 }, (_, at) => ROWS - 1 - at));
    expect([value(0), value(1), windows.found]).toEqual([ROWS - 1, ROWS - 2, ROWS]);
  });

  test("only the last search is answered", async () => {
    const { windows, asked, value, pass } = opened();
    for (const query of ["1", "12", "123"]) {
      windows.ask({ query, sorting: undefined });
      await pass(200);
    }
    const [first, , last] = asked.filter(({ words }) => words.has("q"));
    await first?.answer([7], 1);
    expect(windows.found).toBeUndefined();
    await last?.answer([123, 1230], 2);
    expect([windows.found, windows.rows.length, value(1)]).toEqual([2, 2, 1230]);
  });

  test("what has failed is asked for again, less and less often", async () => {
    const { windows, asked, value, pass } = opened();
    windows.look(50_000, 50_020);
    await pass(100);
    for (let times = 0; times < 6; times++) {
      for (const one of asked.splice(0)) await one.fail();
      await pass(5000);
    }
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThanOrEqual(3);
    await asked[0]?.answer();
    expect(value(50_000)).toBe(50_000);
  });

  test("a page of which only a part fits into an answer is completed", async () => {
    const { windows, asked, value, pass } = opened();
    windows.look(50_000, 50_020);
    await pass(100);
    await asked[0]?.answer([50_000, 50_001]);
    await pass(100);
    const more = asked.find(({ from }) => from === 50_002);
    await more?.answer();
    expect([value(50_001), value(50_002), value(50_199)]).toEqual([50_001, 50_002, 50_199]);
  });
});

import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { repeat } from "../../../src/elements/fragment/clock";
import type { Session } from "../../../src/session";

/** A session that notes what it is asked for, and when. */
class Asked {
  readonly connection = signal<{ tag: string }>({ tag: "connected" });
  readonly said: [number, readonly string[]][] = [];

  tell(message: { fragments: readonly string[] }): void {
    this.said.push([Math.round(performance.now() - begun), message.fragments]);
  }

  get session(): Session {
    return this as unknown as Session;
  }
}

let begun = 0;

function hide(isHidden: boolean): void {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  begun = performance.now();
});
afterEach(() => {
  hide(false);
  vi.useRealTimers();
});

test("a fragment is asked for again and again, until it leaves", () => {
  const asked = new Asked();
  const end = repeat(asked.session, "part", 2);

  vi.advanceTimersByTime(6500);
  expect(asked.said.map(([, names]) => names)).toEqual([["part"], ["part"], ["part"]]);
  const times = asked.said.map(([time]) => time);
  expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 2000, 4000]);

  end();
  vi.advanceTimersByTime(10_000);
  expect(asked.said).toHaveLength(3);
});

test("those with one pause are asked for together", () => {
  const asked = new Asked();
  const ends = Array.from({ length: 20 }, (_, n) => repeat(asked.session, `part.${n}`, 1));

  vi.advanceTimersByTime(3500);

  expect(asked.said.map(([, names]) => names.length)).toEqual([20, 20, 20]);
  for (const end of ends) end();
});

test("while the page is hidden nothing is asked for; what is overdue comes at once", () => {
  const asked = new Asked();
  const end = repeat(asked.session, "part", 60);
  hide(true);
  vi.advanceTimersByTime(600_000);
  expect(asked.said).toEqual([]);

  hide(false);
  vi.advanceTimersByTime(50);
  expect(asked.said).toHaveLength(1);

  vi.advanceTimersByTime(59_000);
  expect(asked.said).toHaveLength(1);
  vi.advanceTimersByTime(1500);
  expect(asked.said).toHaveLength(2);
  end();
});

test("a page that is hidden and shown again before it is time asks no sooner", () => {
  const asked = new Asked();
  const end = repeat(asked.session, "part", 60);

  vi.advanceTimersByTime(30_000);
  hide(true);
  hide(false);
  vi.advanceTimersByTime(29_000);
  expect(asked.said).toEqual([]);
  vi.advanceTimersByTime(1500);
  expect(asked.said).toHaveLength(1);
  end();
});

test("without a connection nothing is asked for, and the clock goes on", () => {
  const asked = new Asked();
  const end = repeat(asked.session, "part", 1);
  asked.connection.value = { tag: "connecting" };
  vi.advanceTimersByTime(5200);
  expect(asked.said).toEqual([]);

  asked.connection.value = { tag: "connected" };
  vi.advanceTimersByTime(1100);
  expect(asked.said).toHaveLength(1);
  end();
});

test("whatever an author asks for, there is a pause between two runs", () => {
  const asked = new Asked();
  const end = repeat(asked.session, "part", 0.000_001);

  vi.advanceTimersByTime(1000);

  expect(asked.said.length).toBeLessThanOrEqual(20);
  end();
});

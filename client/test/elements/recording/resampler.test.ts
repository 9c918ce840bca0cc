import { describe, expect, test } from "vitest";
import { Resampler } from "../../../src/elements/recording/resampler";

/** A second of a tone. */
function tone(hertz: number, rate: number): Float32Array {
  return Float32Array.from({ length: rate }, (_, n) => Math.sin((2 * Math.PI * hertz * n) / rate));
}

/** The same at another rate, given in pieces of so many samples. */
function resampled(samples: Float32Array, from: number, to: number, size = 2048): number[] {
  const resampler = new Resampler(from, to);
  const made: number[] = [];
  for (let start = 0; start < samples.length; start += size) {
    made.push(...resampler.push(samples.subarray(start, start + size)));
  }
  made.push(...resampler.end());
  return made;
}

/** How far apart they are, at most, but for the beginning and the end, where silence comes in. */
function difference(one: number[], other: Float32Array): number {
  return Math.max(...one.slice(200, -200).map((sample, n) => Math.abs(sample - other[n + 200]!)));
}

const loudest = (samples: number[]) => Math.max(...samples.slice(200, -200).map(Math.abs));

describe("resampling", () => {
  test.each([
    [48_000, 16_000],
    [48_000, 8000],
    [48_000, 11_025],
    [44_100, 16_000],
    [44_100, 48_000],
    [16_000, 44_100],
    [96_000, 22_050],
  ])("from %i to %i keeps a tone and its length", (from, to) => {
    const made = resampled(tone(1000, from), from, to);
    expect(made.length).toBe(to);
    expect(difference(made, tone(1000, to))).toBeLessThan(0.002);
  });

  test("what the lower rate cannot carry is left out, and does not turn up as another tone", () => {
    for (const hertz of [9000, 12_000, 15_000]) {
      expect(loudest(resampled(tone(hertz, 48_000), 48_000, 16_000))).toBeLessThan(0.002);
    }
    expect(loudest(resampled(tone(6500, 48_000), 48_000, 16_000))).toBeGreaterThan(0.98);
  });

  test("it does not matter in which pieces the samples come", () => {
    const samples = tone(440, 44_100);
    const whole = resampled(samples, 44_100, 16_000, 44_100);
    expect(resampled(samples, 44_100, 16_000, 7)).toEqual(whole);
    expect(resampled(samples, 44_100, 16_000, 777)).toEqual(whole);
  });

  test("a constant stays what it is, and nothing is nothing", () => {
    const level = new Float32Array(4800).fill(0.5);
    expect(difference(resampled(level, 48_000, 16_000), new Float32Array(1600).fill(0.5))).toBeLessThan(1e-5);
    expect(resampled(new Float32Array(0), 48_000, 16_000)).toEqual([]);
  });
});

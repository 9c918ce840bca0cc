import { describe, expect, test } from "vitest";
import { HEADER, pcmOf, peaksOf, soundOf, wavOf } from "../../../src/elements/recording/wav";
import { timeOf } from "../../../src/elements/recording/waveform";

describe("WAV files", () => {
  test("what is written is read", async () => {
    const pieces = [Int16Array.of(1, -2, 300), Int16Array.of(-32767)];
    const wav = wavOf(pieces, 8000);
    expect([wav.type, wav.size]).toEqual(["audio/wav", HEADER + 8]);
    const sound = soundOf(await wav.arrayBuffer());
    expect([...(sound?.samples ?? [])]).toEqual([1, -2, 300, -32767]);
    expect(sound?.seconds).toBe(4 / 8000);
  });

  test("what is no such file is not read, and one that is cut off is read as far as it goes", async () => {
    expect(soundOf(new ArrayBuffer(3))).toBeUndefined();
    expect(soundOf(new ArrayBuffer(200))).toBeUndefined();
    const whole = await wavOf([Int16Array.of(1, 2, 3)], 8000).arrayBuffer();
    expect([...(soundOf(whole.slice(0, -3))?.samples ?? [])]).toEqual([1]);
  });

  test("what is too loud is cut", () => {
    expect([...pcmOf(Float32Array.of(0, 1, -1, 2, -2, 0.5))]).toEqual([0, 32767, -32767, 32767, -32767, 16384]);
  });

  test("peaks say how loud each part is", () => {
    expect(peaksOf(Int16Array.of(0, 16384, 0, -32768, 0, 0), 3)).toEqual([0.5, 1, 0]);
    expect(peaksOf(Int16Array.of(), 2)).toEqual([0, 0]);
    expect(peaksOf(Int16Array.of(16384), 2)).toEqual([0, 0.5]);
  });

  test("times", () => {
    expect([0, 9.9, 65, 3600, 3725.5].map(timeOf)).toEqual(["00:00", "00:09", "01:05", "1:00:00", "1:02:05"]);
  });
});

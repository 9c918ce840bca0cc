/** How loud a recording is over time, as bars. */
import { useEffect, useRef, useState } from "preact/hooks";
import { named } from "../shared/test_id";

const PIXELS = 4; // From one bar to the next.

export interface WaveformProps {
  readonly testId: "stAudioInputWaveSurfer" | "stChatInputWaveform";
  /** How loud each of so many parts is, from 0 to 1. */
  readonly peaks: (count: number) => readonly number[];
  /** How much of it is played, from 0 to 1. */
  readonly played?: number;
}

export function Waveform({ testId, peaks, played = 1 }: WaveformProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const count = Math.floor(width / PIXELS);
  const bars = peaks(count);
  const isPlayed = Math.round(played * count);
  return (
    <div ref={box} {...named(testId, "waveform")}>
      <svg viewBox={`0 -50 ${count * PIXELS || 1} 100`} preserveAspectRatio="none" aria-hidden="true">
        <path class="bars" d={barsOf(bars, 0, isPlayed)} />
        <path class="bars to-come" d={barsOf(bars, isPlayed, count)} />
      </svg>
    </div>
  );
}

/** The bars from one to another; where there is no sound, a dot. */
function barsOf(peaks: readonly number[], from: number, to: number): string {
  let path = "";
  for (let index = from; index < to; index++) {
    const half = Math.max(1, Math.sqrt(peaks[index] ?? 0) * 46); // As loud as it seems to the ear.
    path += `M${index * PIXELS + PIXELS / 2} ${-half.toFixed(1)}V${half.toFixed(1)}`;
  }
  return path;
}

function useWidth(box: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const seen = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    if (box.current) seen.observe(box.current);
    return () => seen.disconnect();
  }, []);
  return width;
}

/** A time as "01:05", or "1:01:05". */
export function timeOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => `${part}`.padStart(2, "0"));
  const hours = Math.floor(whole / 3600);
  return [...(hours ? [`${hours}`] : []), ...parts].join(":");
}

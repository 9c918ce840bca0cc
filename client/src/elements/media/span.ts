/** The part of a sound or video that is played. */
import { useEffect, useRef } from "preact/hooks";

interface Span {
  readonly src?: string;
  readonly start_time?: number;
  readonly end_time?: number | null;
  readonly loop?: boolean;
}

/** For the element that plays: begins where it should, and ends there, or begins again. */
export function useSpan<E extends HTMLMediaElement>({ src, start_time = 0, end_time, loop }: Span) {
  const player = useRef<E>(null);
  useEffect(() => {
    const { current } = player;
    if (!current) return undefined;
    const begin = () => {
      current.currentTime = start_time;
    };
    const again = () => {
      begin();
      void current.play();
    };
    let hasEnded = false; // Once: who plays on wants to see the rest.
    const check = () => {
      if (end_time == null || hasEnded || current.currentTime < end_time) return;
      if (loop) return again();
      hasEnded = true;
      current.pause();
    };
    if (start_time && current.readyState > 0) begin();
    const stop = new AbortController();
    if (start_time) current.addEventListener("loadedmetadata", begin, stop);
    current.addEventListener("timeupdate", check, stop);
    if (loop) current.addEventListener("ended", again, stop);
    return () => stop.abort();
  }, [src, start_time, end_time, loop]);
  return player;
}

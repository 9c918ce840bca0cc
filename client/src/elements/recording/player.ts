/** Plays a recording: where it is, and whether it goes on. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Sound, soundOf } from "./wav";

export interface Player {
  /** What the recording consists of, once it is read. */
  readonly sound: Sound | undefined;
  readonly isPlaying: boolean;
  /** Seconds from its beginning. */
  readonly position: number;
  /** Plays, or pauses. */
  toggle(content: Blob): void;
  seek(seconds: number): void;
}

export function usePlayer(content: Blob | undefined): Player {
  const isPlaying = useSignal(false);
  const position = useSignal(0);
  const audio = useMemo(() => playing(isPlaying, position), []);
  const [read, setRead] = useState<{ readonly of: Blob; readonly sound: Sound | undefined }>();
  useEffect(() => {
    if (!content) return undefined;
    let isWanted = true;
    void content.arrayBuffer().then((file) => {
      if (isWanted) setRead({ of: content, sound: soundOf(file) });
    });
    return () => {
      isWanted = false;
      audio.drop();
    };
  }, [content]);
  return {
    sound: read && read.of === content ? read.sound : undefined,
    isPlaying: isPlaying.value,
    position: position.value,
    toggle: audio.toggle,
    seek: (seconds) => content && audio.seek(content, seconds),
  };
}

interface Shown<T> {
  value: T;
}

/** The browser's own player, which the page does not show. */
function playing(isPlaying: Shown<boolean>, position: Shown<number>) {
  const audio = new Audio();
  let address = "";
  let of: Blob | undefined;
  audio.onplay = audio.onpause = audio.onended = () => {
    isPlaying.value = !audio.paused && !audio.ended;
    if (audio.ended) position.value = 0;
  };
  audio.ontimeupdate = () => {
    if (!audio.ended) position.value = audio.currentTime;
  };
  const load = (content: Blob) => {
    if (of === content) return;
    drop();
    of = content;
    address = URL.createObjectURL(content);
    audio.src = address;
  };
  const drop = () => {
    if (!of) return;
    of = undefined;
    audio.pause();
    audio.removeAttribute("src");
    URL.revokeObjectURL(address);
    isPlaying.value = false;
    position.value = 0;
  };
  return {
    drop,
    toggle: (content: Blob) => {
      load(content);
      if (!audio.paused && !audio.ended) audio.pause();
      else void audio.play().catch(() => undefined); // The browser may forbid it: nothing plays.
    },
    seek: (content: Blob, seconds: number) => {
      load(content);
      audio.currentTime = seconds;
      position.value = seconds;
    },
  };
}

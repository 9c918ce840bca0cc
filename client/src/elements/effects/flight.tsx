/**
 * What flies over the page, once for each call.
 *
 * It is not part of the page: it goes on after a later run has removed its element, and nothing of
 * it can be clicked or is read aloud.
 */
import { type ComponentChild, render } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { remember, remembered } from "../shared/once";
import { named } from "../shared/test_id";

const FLOWN = "anew-flown"; // The storage key of the calls, for after a reload.
const MOST = 3; // Skies above each other: a script may call in a loop.

const flown = new Set(remembered(FLOWN));

/** What flies: how many pieces, and each of them. */
export interface Flight {
  readonly name: string;
  readonly count: number;
  readonly piece: (index: number) => ComponentChild;
}

/** Lets something fly, unless it has for this call. */
export function letFly(call: string, { name, count, piece }: Flight): void {
  if (flown.has(call)) return;
  flown.add(call);
  remember(FLOWN, call);
  if (document.querySelectorAll(".sky").length < MOST) {
    fly(name, Array.from({ length: count }, (_, index) => piece(index)));
  }
}

/** The element, which draws nothing at its place. */
export function useFlight(call: string, flight: Flight): void {
  useLayoutEffect(() => letFly(call, flight), [call]);
}

function fly(name: string, pieces: ComponentChild): void {
  const sky = document.createElement("div");
  document.body.append(sky);
  render(
    <div {...named(name, "sky")} aria-hidden="true">
      {pieces}
    </div>,
    sky,
  );
  const ends = sky.getAnimations({ subtree: true }).map((one) => one.finished);
  void Promise.allSettled(ends).then(() => {
    render(null, sky);
    sky.remove();
  });
}

/** Where a piece flies, how fast, and when: each otherwise. */
export function course(seconds: number) {
  return {
    "--x": `${Math.random() * 96}%`,
    "--y": `${Math.random() * 80}%`,
    "--sway": `${(Math.random() - 0.5) * 12}vw`,
    "--seconds": `${seconds * (0.7 + Math.random() * 0.6)}s`,
    "--wait": `${Math.random() * 1.2}s`,
    "--size": 0.6 + Math.random() * 0.8,
  };
}

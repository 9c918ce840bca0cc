/** The signs on the buttons of recorders and cameras. */
const SIGNS = {
  microphone: "M8 1.75a2 2 0 0 1 2 2v4a2 2 0 0 1-4 0v-4a2 2 0 0 1 2-2ZM3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.5",
  stop: "M5 5h6v6H5z",
  play: "M5.5 3.5v9l7-4.5z",
  pause: "M5.5 3.5v9m5-9v9",
  clear: "m4.5 4.5 7 7m0-7-7 7",
  save: "M8 2.5v8m-3-3 3 3 3-3m-8.5 3.5v2.5h11v-2.5",
  done: "m3.5 8.5 3 3 6-7",
  switch: "M2.5 8a5.5 5.5 0 0 1 9.6-3.6l1.4 1.4m0-3.3v3.3h-3.3M13.5 8a5.5 5.5 0 0 1-9.6 3.6l-1.4-1.4m0 3.3v-3.3h3.3",
} as const;

export function Sign({ of }: { readonly of: keyof typeof SIGNS }) {
  return (
    <svg class={`sign-${of}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={SIGNS[of]} />
    </svg>
  );
}

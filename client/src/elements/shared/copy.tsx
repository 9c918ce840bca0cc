/** A button that copies text. */
import { useState } from "preact/hooks";

const SHOWN_FOR = 1500; // Milliseconds for which the confirmation is shown.

export function CopyButton({ text }: { readonly text: () => string }) {
  const [isDone, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text().replace(/\n$/, ""));
    setDone(true);
    setTimeout(() => setDone(false), SHOWN_FOR);
  };
  // Browsers provide the clipboard only in secure contexts.
  if (!navigator.clipboard) return null;
  return (
    <button
      type="button"
      class="icon-button copy-button"
      aria-label={isDone ? "Copied" : "Copy"}
      onClick={() => void copy()}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {isDone ? (
          <path d="m3 8.5 3.5 3.5L13 5" />
        ) : (
          <path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z" />
        )}
      </svg>
    </button>
  );
}

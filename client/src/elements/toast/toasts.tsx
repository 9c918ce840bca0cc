/**
 * The corner in which notifications are shown, each for a limited time.
 *
 * It is not part of the page: a notification stays here even after a later run has removed its
 * element. Each is identified by its call, so one that arrives again with a whole page, after a
 * reconnect or a reload, is not shown again.
 */
import { signal } from "@preact/signals";
import { render } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ToastElement } from "../../protocol.gen";
import { Html } from "../shared/html";
import { Icon } from "../shared/icon";
import { remember, remembered } from "../shared/once";
import { named } from "../shared/test_id";

const SHOWN = "anew-toasts"; // The storage key of the calls that were shown, for after a reload.

const toasts = signal<readonly ToastElement[]>([]);
const latest = new Map<string, string>(); // The last content of each call.
const earlier = new Set(remembered(SHOWN)); // Calls that were shown before the page was loaded.
let corner: HTMLElement | undefined;

/** Shows a notification, unless it was shown before, or updates the one of the same call. */
export function announce(toast: ToastElement): void {
  const { call = "" } = toast;
  const words = JSON.stringify(toast);
  if (earlier.has(call) || latest.get(call) === words) return;
  if (!latest.has(call)) remember(SHOWN, call);
  latest.set(call, words);
  const others = toasts.peek();
  const isShown = others.some((other) => other.call === call);
  toasts.value = isShown
    ? others.map((other) => (other.call === call ? toast : other))
    : [...others, toast];
  openCorner();
}

function openCorner(): void {
  if (corner) return;
  corner = document.createElement("div");
  document.body.append(corner);
  render(<Corner />, corner);
}

function Corner() {
  return (
    <div {...named("stToastContainer")}>
      {toasts.value.map((toast) => (
        <Toast key={toast.call} toast={toast} />
      ))}
    </div>
  );
}

function Toast({ toast }: { readonly toast: ToastElement }) {
  const [isHeld, setHeld] = useState(false);
  const close = () => {
    toasts.value = toasts.peek().filter((other) => other.call !== toast.call);
  };
  useTimeout(close, toast, isHeld);
  return (
    <div
      {...named("stToast")}
      role="alert"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <Icon icon={toast.icon} />
      <Words toast={toast} />
      <button type="button" class="icon-button" aria-label="Close" onClick={close}>
        ✕
      </button>
    </div>
  );
}

/** The first lines of the message; a button shows the rest. */
function Words({ toast }: { readonly toast: ToastElement }) {
  const box = useRef<HTMLDivElement>(null);
  const [isLong, setLong] = useState(false);
  const [isWhole, setWhole] = useState(false);
  useLayoutEffect(() => {
    if (box.current && !isWhole) setLong(box.current.scrollHeight > box.current.clientHeight + 1);
  }, [toast.body]);
  return (
    <div>
      <div ref={box} class="toast-words" data-whole={isWhole}>
        <Html html={toast.body ?? ""} {...named("stMarkdownContainer")} />
      </div>
      {isLong && (
        <button
          type="button"
          class="plain-button"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "View less" : "View more"}
        </button>
      )}
    </div>
  );
}

/** Calls `action` when the notification has been shown long enough; paused while it is held. */
function useTimeout(action: () => void, toast: ToastElement, isHeld: boolean): void {
  const left = useRef(0);
  useLayoutEffect(() => {
    left.current = toast.duration == null ? Infinity : toast.duration * 1000;
  }, [toast]);
  useEffect(() => {
    if (isHeld || left.current === Infinity) return undefined;
    const since = performance.now();
    const timer = setTimeout(action, left.current);
    return () => {
      clearTimeout(timer);
      left.current -= performance.now() - since;
    };
  }, [toast, isHeld]);
}

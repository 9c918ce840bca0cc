/** Runs in each document of an author's HTML: tells the page how large its content is. */
import { SIZE } from "./messages";

const root = document.documentElement;
// Then the content is as wide as it likes, not as wide as the frame.
if (new URLSearchParams(location.search).has("fit")) root.style.width = "max-content";

let last = "";

function tell(): void {
  const { width, height } = root.getBoundingClientRect();
  const size = { width: Math.ceil(width), height: Math.ceil(height) };
  const text = JSON.stringify(size);
  if (text === last) return;
  last = text;
  parent.postMessage({ isStreamlitMessage: true, type: SIZE, ...size }, "*");
}

new ResizeObserver(tell).observe(root);
addEventListener("load", tell);

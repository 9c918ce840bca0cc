/**
 * Runs in the page of this server that has nothing but a frame with an address elsewhere: passes
 * messages on, from that frame to the page around and back. No other window is heard.
 */
const inner = document.querySelector("iframe");

addEventListener("message", ({ data, source, origin }) => {
  if (source === parent && origin === location.origin) inner?.contentWindow?.postMessage(data, "*");
  else if (inner && source === inner.contentWindow) parent.postMessage(data, location.origin);
});

export {};

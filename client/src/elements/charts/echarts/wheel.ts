/** Keeps a chart from taking the wheel while somebody scrolls the page past it. */
const PAUSE = 300; // Milliseconds after which turning the wheel is meant for what is below it.

/** Listens until what it returns is called. */
export function leaveScrollsToPage(place: HTMLElement): () => void {
  let scrolled = -Infinity;
  const look = (event: WheelEvent): void => {
    const isHere = event.target instanceof Node && place.contains(event.target);
    const isGoingOn = event.timeStamp - scrolled < PAUSE;
    if (isHere && (event.ctrlKey || !isGoingOn)) return;
    scrolled = event.timeStamp;
    if (isHere) event.stopPropagation();
  };
  const how = { capture: true, passive: true };
  document.addEventListener("wheel", look, how);
  return () => document.removeEventListener("wheel", look, how);
}

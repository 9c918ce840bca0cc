/** A header that is dragged with the mouse to the place of another one. */

const SLACK = 5; // Pixels by which a hand moves although it only presses.

/**
 * Follows the header that was pressed, until it is let go of or Escape is pressed.
 *
 * @param canDrop - Whether it may come to the place of the header at a position.
 * @param onDrop - Called with that position.
 */
export function dragHeader(
  { button, pointerType, clientX: start, currentTarget, target }: PointerEvent,
  canDrop: (position: number) => boolean,
  onDrop: (position: number) => void,
): void {
  const header = currentTarget as HTMLElement;
  if (button !== 0 || pointerType !== "mouse" || (target as Element).closest("button, .grid-edge")) return;
  const others = [...(header.parentElement?.children ?? [])].filter((one) => one !== header) as HTMLElement[];
  let aim: HTMLElement | undefined;
  const aimAt = (next: HTMLElement | undefined, side: string) => {
    if (aim && aim !== next) delete aim.dataset["drop"];
    aim = next;
    if (aim) aim.dataset["drop"] = side;
  };
  const move = ({ clientX }: PointerEvent) => {
    const by = clientX - start;
    if (!header.dataset["dragged"] && Math.abs(by) < SLACK) return;
    header.dataset["dragged"] = "true";
    header.style.translate = `${by}px`;
    const under = others.find((one) => {
      const { left, right } = one.getBoundingClientRect();
      return left <= clientX && clientX < right && canDrop(Number(one.dataset["column"]));
    });
    aimAt(under, by < 0 ? "before" : "after");
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", drop);
    removeEventListener("pointercancel", end);
    removeEventListener("keydown", cancel, true);
    header.style.translate = "";
    aimAt(undefined, "");
    delete header.dataset["dragged"];
  };
  const drop = () => {
    const reached = aim && Number(aim.dataset["column"]);
    if (header.dataset["dragged"]) passOverClick();
    end();
    if (reached !== undefined) onDrop(reached);
  };
  const cancel = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !header.dataset["dragged"]) return;
    event.stopPropagation(); // A full screen around it stays.
    addEventListener("pointerup", passOverClick, { once: true });
    end();
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", end);
  addEventListener("keydown", cancel, true);
}

/** The click that follows a drag does not sort. */
function passOverClick(): void {
  const stop = (event: Event) => event.stopPropagation();
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, true), 50);
}

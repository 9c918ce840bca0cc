// block
/**
 * A notification. Where it stands in the page nothing is drawn: it goes to the corner.
 *
 * The next run may take it off the page before the corner's code is there, so this part is
 * not loaded lazily itself.
 */
import { useLayoutEffect } from "preact/hooks";
import { loadLater } from "../later";
import type { ToastElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";

type Corner = typeof import("./toast/toasts");

let corner: Promise<Corner> | undefined; // One for all, so that they come in their order.

export default function Toast({ element }: ElementProps<ToastElement>) {
  useLayoutEffect(() => {
    corner ??= loadLater(() => import("./toast/toasts"));
    corner.then(({ announce }) => announce(element), console.error);
  }, [element]);
  return null;
}

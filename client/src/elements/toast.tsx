// block
/**
 * A notification. It draws nothing at its place in the page, but passes the record to the corner.
 *
 * This component is not loaded lazily, because the next run may remove the element before the
 * corner's code has arrived.
 */
import { useLayoutEffect } from "preact/hooks";
import { loadLater } from "../later";
import type { ToastElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";

type Corner = typeof import("./toast/toasts");

let corner: Promise<Corner> | undefined; // One promise for all, so that they keep their order.

export default function Toast({ element }: ElementProps<ToastElement>) {
  useLayoutEffect(() => {
    corner ??= loadLater(() => import("./toast/toasts"));
    corner.then(({ announce }) => announce(element), console.error);
  }, [element]);
  return null;
}

// rare
/**
 * The script signs the user in or out: the tab leaves for a page of the server, once for each call.
 *
 * Providers do not let themselves be shown in a frame. There, a link opens the app in a tab of its own.
 */
import { useLayoutEffect } from "preact/hooks";
import { readBoot } from "../boot";
import type { DepartureElement } from "../protocol.gen";
import Empty from "./empty";
import type { ElementProps } from "./shared/component";
import { remember, remembered } from "./shared/once";

const DEPARTED = "anew-departed"; // The storage key of the calls that were followed.
const LONGEST = 10_000; // Milliseconds until the page is taken to stay.

function depart({ call = "", url = "" }: DepartureElement): void {
  if (isFramed() || remembered(DEPARTED).includes(call)) return;
  remember(DEPARTED, call);
  const mark = document.documentElement.dataset;
  mark.leaving = ""; // What ends the connection meanwhile must not load the page again: ending.tsx.
  setTimeout(() => delete mark.leaving, LONGEST);
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  location.assign(readBoot().base + url);
}

function isFramed(): boolean {
  return window.top !== window;
}

/** Its element was removed while this module was on its way. */
export const missed = depart;

export default function Departure({ element }: ElementProps<DepartureElement>) {
  useLayoutEffect(() => depart(element), [element.call]);
  if (!isFramed()) return <Empty />; // Its frame takes up no space.
  return (
    <p>
      Signing in or out needs a tab of its own.{" "}
      <a href={location.href} target="_blank" rel="noopener">
        Open the app there
      </a>
      , and load this page again afterwards.
    </p>
  );
}

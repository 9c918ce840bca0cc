/** A link to a page of the app, which navigates without reloading. */
import type { ComponentChildren } from "preact";
import { pathOf, type Place } from "../../address";
import { useSession } from "./session";

export interface PageAnchorProps {
  readonly to: Place;
  readonly class?: string;
  readonly "data-testid"?: string;
  readonly "aria-current"?: "page" | undefined;
  readonly children: ComponentChildren;
}

export function PageAnchor({ to, children, ...rest }: PageAnchorProps) {
  const session = useSession();
  return (
    <a
      {...rest}
      href={session.address.href(pathOf(to))}
      onClick={(event: MouseEvent) => {
        // Leave clicks that open a new tab or window to the browser.
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
          return;
        }
        event.preventDefault();
        session.navigate(to);
      }}
    >
      {children}
    </a>
  );
}

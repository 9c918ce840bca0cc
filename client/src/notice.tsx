/** A notice that the user should read, such as what the server did not accept. */
import type { ComponentChildren } from "preact";

export function Notice(props: { children: ComponentChildren; onDismiss: () => void }) {
  return (
    <div class="notice">
      <span>{props.children}</span>
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={props.onDismiss}>
        ✕
      </button>
    </div>
  );
}

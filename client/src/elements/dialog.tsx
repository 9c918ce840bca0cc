// rare, block
/** A window above the page. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { DialogElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { Icon } from "./shared/icon";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";

const WIDTHS = { small: 500, medium: 750, large: 1280 }; // Pixels.

export default function Dialog({ element, node, draw }: ElementProps<DialogElement>) {
  const { values } = useSession();
  const { id, title = "", size = "small", opening = "", dismissible = true, dismissal } = element;
  const dialog = useRef<HTMLDialogElement>(null);
  const [dismissed, setDismissed] = useState<string>();
  const isOpen = dismissed !== opening;
  useLayoutEffect(() => {
    const own = dialog.current;
    if (isOpen) own?.showModal();
    return () => own?.close(); // While it is in the page still, so that the focus goes back.
  }, [isOpen]);
  if (!isOpen) return null;
  const dismiss = () => {
    if (!dismissible) return;
    dialog.current?.close();
    setDismissed(opening);
    if (dismissal) values.trigger(dismissal);
  };
  return (
    <div {...named("stDialog")}>
      <dialog
        ref={dialog}
        class="panel author-dialog"
        aria-labelledby={`${id}-title`}
        data-position={element.position ?? "center"}
        style={{ "--dialog-width": `${typeof size === "number" ? size : WIDTHS[size]}px` }}
        onClick={({ target }) => {
          if (target === dialog.current) dismiss(); // A press beside it.
        }}
        onCancel={(event) => {
          event.preventDefault();
          dismiss();
        }}
        onClose={({ currentTarget }) => {
          // A browser may insist on closing it at the second Escape.
          if (currentTarget.isConnected && !dismissible) currentTarget.showModal();
        }}
      >
        <div class="dialog-body">
          <h2 id={`${id}-title`} class="dialog-title">
            <Icon icon={element.icon} />
            <Html html={title} as="span" />
          </h2>
          <div {...named("stVerticalBlock")} data-gap="small">
            {node.children.value.map(draw)}
          </div>
          {dismissible && (
            <button type="button" class="icon-button dialog-close" aria-label="Close" onClick={dismiss}>
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="m4 4 8 8M12 4l-8 8" />
              </svg>
            </button>
          )}
        </div>
      </dialog>
    </div>
  );
}

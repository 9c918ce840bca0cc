/** A button (step 1 of a click): pressing it is reported as a trigger. */
import { useEffect, useRef } from "preact/hooks";
import type { ButtonElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Icon } from "./shared/icon";
import { LabelText } from "./shared/label";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";
import { Tooltip } from "./shared/tooltip";

export default function Button({ element }: ElementProps<ButtonElement>) {
  const { values } = useSession();
  const { id = "", type = "secondary", icon, icon_position = "left", shortcut } = element;
  const button = useRef<HTMLButtonElement>(null);
  useShortcut(shortcut, button);
  return (
    <div {...named("stButton")}>
      <Tooltip help={element.help}>
        <button
          ref={button}
          type="button"
          class={`button ${type}-button`}
          data-testid={`stBaseButton-${type}`}
          data-wrap={element.wrap ?? undefined}
          disabled={element.disabled ?? false}
          aria-keyshortcuts={shortcut || undefined}
          onClick={() => {
            // A click that a script makes reaches a disabled button too.
            if (!element.disabled) values.trigger(id);
          }}
        >
          {icon_position === "left" && <Icon icon={icon} />}
          <LabelText element={element} />
          {icon_position === "right" && <Icon icon={icon} />}
        </button>
      </Tooltip>
    </div>
  );
}

/** Presses the button when its keys are pressed. */
function useShortcut(keys: string | undefined, button: { current: HTMLElement | null }): void {
  useEffect(() => {
    if (!keys) return undefined;
    let stop: (() => void) | undefined;
    let isWanted = true;
    void import("./shared/shortcut").then(({ onShortcut }) => {
      if (isWanted) stop = onShortcut(keys, () => button.current?.click());
    });
    return () => {
      isWanted = false;
      stop?.();
    };
  }, [keys]);
}

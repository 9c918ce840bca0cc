/** Something to press (step 1 of a click): a button, a link button, or a form's submit button. */
import type { TargetedMouseEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icon";
import { type LabelledElement, LabelText } from "./label";
import { named } from "./test_id";
import { Tooltip } from "./tooltip";

export interface PressButtonProps {
  readonly name: string;
  /** The suffix of its inner test id. */
  readonly variant?: string;
  readonly element: LabelledElement & {
    readonly type?: "primary" | "secondary" | "tertiary";
    readonly icon?: string;
    readonly icon_position?: "left" | "right";
    readonly shortcut?: string;
    readonly wrap?: boolean | null;
  };
  /** What the last press has asked for is not there yet. */
  readonly isBusy?: boolean;
  readonly onPress: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
}

export function PressButton({ name, variant = "", element, isBusy, onPress }: PressButtonProps) {
  const { type = "secondary", icon, icon_position = "left", shortcut } = element;
  const button = useRef<HTMLButtonElement>(null);
  useShortcut(shortcut, button);
  return (
    <div {...named(name, "row-widget")}>
      <Tooltip help={element.help}>
        <button
          ref={button}
          type="button"
          class={`button ${type}-button`}
          data-testid={`stBaseButton-${type}${variant}`}
          {...{ kind: type + variant }}
          data-wrap={element.wrap ?? undefined}
          disabled={element.disabled ?? false}
          aria-busy={isBusy}
          aria-keyshortcuts={shortcut || undefined}
          onClick={(event) => {
            // Scripts can click even a disabled button.
            if (!element.disabled) onPress(event);
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

/** Presses the button when its shortcut is pressed. */
export function useShortcut(keys: string | undefined, button: { current: HTMLElement | null }): void {
  useEffect(() => {
    if (!keys) return undefined;
    let stop: (() => void) | undefined;
    let isWanted = true;
    void import("./shortcut").then(({ onShortcut }) => {
      if (isWanted) stop = onShortcut(keys, () => button.current?.click());
    });
    return () => {
      isWanted = false;
      stop?.();
    };
  }, [keys]);
}

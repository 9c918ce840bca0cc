// lazy
/** A link that looks like a button. A click is reported if the app wants that. */
import { useRef } from "preact/hooks";
import type { LinkButtonElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Icon } from "./shared/icon";
import { LabelText } from "./shared/label";
import { useShortcut } from "./shared/press_button";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";
import { Tooltip } from "./shared/tooltip";

export default function LinkButton({ element }: ElementProps<LinkButtonElement>) {
  const { values } = useSession();
  const { id, url = "", type = "secondary", disabled = false } = element;
  const { icon, icon_position = "left" } = element;
  const link = useRef<HTMLAnchorElement>(null);
  useShortcut(element.shortcut, link);
  return (
    <div {...named("stLinkButton")}>
      <Tooltip help={element.help}>
        <a
          ref={link}
          class={`button ${type}-button`}
          data-testid={`stBaseLinkButton-${type}`}
          {...{ kind: type }}
          data-wrap={element.wrap ?? undefined}
          // Without `href`, a link does nothing, and the Tab key skips it.
          {...(disabled ? { role: "link", "aria-disabled": true } : { href: url })}
          target="_blank"
          rel="noopener noreferrer"
          aria-keyshortcuts={element.shortcut || undefined}
          onClick={() => {
            if (id && !disabled) values.trigger(id);
          }}
        >
          {icon_position === "left" && <Icon icon={icon} />}
          <LabelText element={element} />
          {icon_position === "right" && <Icon icon={icon} />}
        </a>
      </Tooltip>
    </div>
  );
}

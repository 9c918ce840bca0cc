/** A coloured box with a message. */
import type { AlertElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { Icon } from "./shared/icon";
import { named } from "./shared/test_id";

const NAMES = { info: "Info", success: "Success", warning: "Warning", error: "Error" } as const;

export default function Alert({ element }: ElementProps<AlertElement>) {
  const { kind = "info", title } = element;
  return (
    <div {...named("stAlert")}>
      <div {...named("stAlertContainer")} data-baseweb="notification" role="alert" data-kind={kind}>
        <Icon icon={element.icon} />
        <div data-testid={`stAlertContent${NAMES[kind]}`}>
          {title && <Html html={title} {...named("stAlertTitle")} />}
          <Html html={element.body ?? ""} {...named("stMarkdownContainer")} />
        </div>
      </div>
    </div>
  );
}

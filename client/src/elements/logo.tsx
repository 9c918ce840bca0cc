// rare, block
/** The logo of the app: the page draws it in the sidebar, or else in the header. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { LogoElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Icon } from "./shared/icon";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";

export default function Logo({ element }: ElementProps<LogoElement>) {
  const { image = "", icon_image = "", link, size = "medium" } = element;
  const own = useRef<HTMLDivElement>(null);
  const [isInSidebar, setInSidebar] = useState(true);
  // It is drawn anew when it moves.
  useLayoutEffect(() => setInSidebar(!own.current?.closest(".stAppHeader")), []);
  const sign = (
    <Sign
      sign={(!isInSidebar && icon_image) || image}
      name={isInSidebar ? "stSidebarLogo" : "stHeaderLogo"}
    />
  );
  return (
    <div ref={own} class="logo" data-size={size}>
      {link ? (
        <a {...named("stLogoLink")} href={link} target="_blank" rel="noopener noreferrer">
          {sign}
        </a>
      ) : (
        sign
      )}
    </div>
  );
}

function Sign({ sign, name }: { readonly sign: string; readonly name: string }) {
  const { address } = useSession();
  if (/^\/|^https?:/.test(sign)) {
    const source = sign.startsWith("/") ? address.href(sign) : sign;
    return <img class="stLogo" data-testid={name} src={source} alt="Logo" />;
  }
  return (
    <span class="stLogo" data-testid={name} role="img" aria-label="Logo">
      <Icon icon={sign} />
    </span>
  );
}

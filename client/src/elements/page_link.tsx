// rare
/** A link to a page of the app, or to another site. */
import type { PageLinkElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { Icon } from "./shared/icon";
import { PageAnchor } from "./shared/page_anchor";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";
import { Tooltip } from "./shared/tooltip";

export default function PageLink({ element }: ElementProps<PageLinkElement>) {
  const { page = "", query = "", url, icon, icon_position = "left", disabled = false } = element;
  const { tree } = useSession();
  const root = tree.root.value?.element.value;
  const isHere = root?.tag === "app" && !url && (root.page ?? "") === page;
  const attributes = named("stPageLink-NavLink", "page-link");
  const content = (
    <>
      {icon_position === "left" && <Icon icon={icon} />}
      <Html as="span" html={element.label ?? ""} />
      {icon_position === "right" && <Icon icon={icon} />}
    </>
  );
  return (
    <div {...named("stPageLink")}>
      <Tooltip help={element.help ?? undefined}>
        {disabled ? (
          // Without `href`, a link does nothing, and the Tab key skips it.
          <a {...attributes} role="link" aria-disabled="true">
            {content}
          </a>
        ) : url ? (
          <a {...attributes} href={url} target="_blank" rel="noopener noreferrer">
            {content}
          </a>
        ) : (
          <PageAnchor {...attributes} to={{ page, query }} aria-current={isHere ? "page" : undefined}>
            {content}
          </PageAnchor>
        )}
      </Tooltip>
    </div>
  );
}

// lazy, block
/** The menu of the app's pages. */
import { useState } from "preact/hooks";
import type { AppElement, NavigationElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { Icon } from "./shared/icon";
import { PageAnchor } from "./shared/page_anchor";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";
import { Tooltip } from "./shared/tooltip";

type Section = NonNullable<NavigationElement["sections"]>[number];
type Entry = Section["pages"][number];

export default function Navigation({ element }: ElementProps<NavigationElement>) {
  const { position = "sidebar", shown_at_first = 0, sections = [] } = element;
  const { tree } = useSession();
  const { page = "" } = (tree.root.value?.element.value ?? {}) as AppElement;
  const [isWhole, setWhole] = useState(false);
  const isTop = position === "top";
  const count = sections.reduce((sum, section) => sum + section.pages.length, 0);
  const isCut = !isTop && shown_at_first > 0 && count > shown_at_first + 1;
  const shown = isCut && !isWhole ? cut(sections, shown_at_first) : sections;
  return (
    <nav {...named(isTop ? "stTopNav" : "stSidebarNav")} aria-label="Pages">
      {shown.map(({ header, pages }, index) => (
        <section key={index}>
          {header && (
            <Html as="div" html={header} class="stNavSectionHeader" data-testid="stNavSectionHeader" />
          )}
          <ul {...named(isTop ? "stTopNavItems" : "stSidebarNavItems")}>
            {pages.map((entry) => (
              <li key={entry.url ?? entry.page ?? ""}>
                <Tooltip help={entry.help ?? undefined}>
                  <PageLink
                    entry={entry}
                    name={isTop ? "stTopNavLink" : "stSidebarNavLink"}
                    isCurrent={!entry.url && (entry.page ?? "") === page}
                  />
                </Tooltip>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {isCut && (
        <button
          type="button"
          {...named("stSidebarNavViewButton", "plain-button")}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "View less" : `View ${count - shown_at_first} more`}
        </button>
      )}
    </nav>
  );
}

interface PageLinkProps {
  readonly entry: Entry;
  readonly name: string;
  readonly isCurrent: boolean;
}

function PageLink({ entry, name, isCurrent }: PageLinkProps) {
  const content = (
    <>
      <Icon icon={entry.icon} />
      <Html as="span" html={entry.title} />
    </>
  );
  if (entry.url) {
    return (
      <a {...named(name)} href={entry.url} target="_blank" rel="noopener noreferrer">
        {content}
      </a>
    );
  }
  return (
    <PageAnchor
      {...named(name)}
      to={{ page: entry.page ?? "", query: "" }}
      aria-current={isCurrent ? "page" : undefined}
    >
      {content}
    </PageAnchor>
  );
}

/** The sections, cut to the number of pages that are shown at first. */
function cut(sections: readonly Section[], most: number): readonly Section[] {
  let left = most;
  return sections.flatMap((section) => {
    const pages = section.pages.slice(0, left);
    left -= pages.length;
    return pages.length ? [{ ...section, pages }] : [];
  });
}

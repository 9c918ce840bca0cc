// block
/** The root of a page: its header, sidebar and main area, its title and icon. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { showIcon, showTitle } from "../head";
import type { AppElement, NavigationElement, Tag } from "../protocol.gen";
import { Toolbar } from "../toolbar";
import type { ElementProps } from "./shared/component";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";

const PHONE = 768; // Pixels: in a narrower window, the sidebar covers the page.

export default function App({ element, node, draw }: ElementProps<AppElement>) {
  const session = useSession();
  const isOpen = useSignal(isOpenAtFirst(element));
  const { title = "", icon = "", layout = "centered", notice = "", sidebar_width } = element;
  useEffect(() => showTitle(title), [title]);
  useEffect(() => showIcon(icon.startsWith("/") ? session.address.href(icon) : icon), [icon]);
  useEffect(() => {
    isOpen.value = isOpenAtFirst(element);
  }, [element.sidebar]);
  useEffect(() => {
    // An open sidebar would cover the page that the user has chosen.
    if (innerWidth < PHONE) isOpen.value = element.sidebar === "expanded";
  }, [element.page]);
  useEffect(() => void (notice && session.notify(notice)), [notice]);
  const areas = node.children.value;
  const find = (name: Tag) => areas.find(({ tag }) => tag === name);
  const drawArea = (name: Tag) => {
    const area = find(name);
    return area && draw(area);
  };
  const menu = find("navigation");
  const isMenuAtTop = (menu?.element.value as NavigationElement | undefined)?.position === "top";
  const hasSidebar = find("sidebar")?.children.value.length || (menu && !isMenuAtTop);
  const isShown = hasSidebar && isOpen.value; // The sidebar.
  const isWide = session.isWide.value ?? layout === "wide";
  return (
    <>
      <button type="button" class="skip-link" onClick={() => document.querySelector("main")?.focus()}>
        Skip to the page
      </button>
      <header {...named("stHeader", "stAppHeader")}>
        {hasSidebar && !isOpen.value && (
          <button
            type="button"
            {...named("stExpandSidebarButton", "icon-button")}
            aria-label="Open the sidebar"
            onClick={() => (isOpen.value = true)}
          >
            <Chevrons />
          </button>
        )}
        {isShown || drawArea("logo")}
        {isMenuAtTop && drawArea("navigation")}
        <Toolbar />
      </header>
      <div
        {...named("stAppViewContainer", "appview-container")}
        data-layout={isWide ? "wide" : "narrow"}
      >
        {hasSidebar && (
          <section
            {...named("stSidebar")}
            id="stSidebar"
            aria-label="Sidebar"
            aria-expanded={isOpen}
            style={sidebar_width ? { "--sidebar-width": `${sidebar_width}px` } : undefined}
            onKeyDown={(event) => {
              if (event.key === "Escape" && innerWidth < PHONE) isOpen.value = false;
            }}
          >
            <div {...named("stSidebarContent")}>
              <div {...named("stSidebarHeader")}>
                {isShown && drawArea("logo")}
                <button
                  type="button"
                  {...named("stSidebarCollapseButton", "icon-button")}
                  aria-label="Close the sidebar"
                  onClick={() => (isOpen.value = false)}
                >
                  <Chevrons />
                </button>
              </div>
              {isMenuAtTop || drawArea("navigation")}
              {drawArea("sidebar")}
            </div>
          </section>
        )}
        {isShown && (
          <div class="sidebar-backdrop" onClick={() => (isOpen.value = false)} />
        )}
        <main inert={session.isLeaving.value} {...named("stMain", "main")} id="stMain" tabIndex={-1}>
          {drawArea("main")}
          {drawArea("bottom")}
        </main>
      </div>
      {areas.filter(({ tag }) => tag === "dialog" || tag === "fragment").map(draw)}
    </>
  );
}

function isOpenAtFirst({ sidebar = "auto" }: AppElement): boolean {
  return sidebar === "auto" ? innerWidth >= PHONE : sidebar === "expanded";
}

function Chevrons() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" class="chevrons">
      <path d="M3.5 3.5 8 8l-4.5 4.5M8.5 3.5 13 8l-4.5 4.5" />
    </svg>
  );
}

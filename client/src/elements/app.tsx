// block
/** The page: its top, its sidebar, its main area. */
import { useSignal } from "@preact/signals";
import type { AppElement } from "../protocol.gen";
import { Toolbar } from "../toolbar";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";

const PHONE = 768; // Pixels: where it is narrower, the sidebar lies over the page.

export default function App({ node, draw }: ElementProps<AppElement>) {
  const isOpen = useSignal(innerWidth >= PHONE);
  const areas = node.children.value;
  const sidebar = areas.find((area) => area.tag === "sidebar");
  const main = areas.filter((area) => area.tag !== "sidebar");
  const hasSidebar = sidebar !== undefined && sidebar.children.value.length > 0;
  return (
    <>
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
        <Toolbar />
      </header>
      <div {...named("stAppViewContainer", "appview-container")} data-layout="narrow">
        {hasSidebar && (
          <section
            {...named("stSidebar")}
            aria-label="Sidebar"
            aria-expanded={isOpen}
            onKeyDown={(event) => {
              if (event.key === "Escape" && innerWidth < PHONE) isOpen.value = false;
            }}
          >
            <div {...named("stSidebarContent")}>
              <div {...named("stSidebarHeader")}>
                <button
                  type="button"
                  {...named("stSidebarCollapseButton", "icon-button")}
                  aria-label="Close the sidebar"
                  onClick={() => (isOpen.value = false)}
                >
                  <Chevrons />
                </button>
              </div>
              {draw(sidebar)}
            </div>
          </section>
        )}
        {hasSidebar && isOpen.value && (
          <div class="sidebar-backdrop" onClick={() => (isOpen.value = false)} />
        )}
        <main {...named("stMain")} tabIndex={-1}>
          {main.map(draw)}
        </main>
      </div>
    </>
  );
}

function Chevrons() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" class="chevrons">
      <path d="M3.5 3.5 8 8l-4.5 4.5M8.5 3.5 13 8l-4.5 4.5" />
    </svg>
  );
}

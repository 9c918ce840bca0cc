/** The toolbar at the top of the page: the status and the menu. */
import { useState } from "preact/hooks";
import { useLoaded } from "./elements/shared/lazy";
import { useSession } from "./elements/shared/session";
import { named } from "./elements/shared/test_id";
import { loadLater } from "./later";
import { StatusWidget } from "./status";

const loadModule = () => loadLater(() => import("./menu"));
const loadMenu = () => loadModule().then((module) => module.Menu);
const loadDialog = () => loadModule().then((module) => module.ClearCacheDialog);

export function Toolbar() {
  return (
    <div {...named("stToolbar", "stAppToolbar")}>
      <StatusWidget />
      <MenuButton />
      <ClearCache />
    </div>
  );
}

function ClearCache() {
  const { isClearing } = useSession();
  const Dialog = useLoaded(loadDialog, isClearing.value);
  return isClearing.value && Dialog ? <Dialog /> : null;
}

function MenuButton() {
  const [isOpen, setOpen] = useState(false);
  const Menu = useLoaded(loadMenu, isOpen);
  return (
    <div {...named("stMainMenu")} id="MainMenu">
      <button
        type="button"
        class="icon-button"
        data-testid="stMainMenuButton"
        aria-label="Menu"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPointerEnter={() => void loadMenu()}
        onClick={() => setOpen(!isOpen)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="3" r="1.4" />
          <circle cx="8" cy="8" r="1.4" />
          <circle cx="8" cy="13" r="1.4" />
        </svg>
      </button>
      {isOpen && Menu && <Menu onClose={() => setOpen(false)} />}
    </div>
  );
}

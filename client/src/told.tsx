/** What the toolbar says now and then: that the script was saved, or that changes are not yet. */
import { useSession } from "./elements/shared/session";
import { named } from "./elements/shared/test_id";

export function Told() {
  const session = useSession();
  if (session.hasChangedScript.value) return <ChangedScript />;
  if (!session.isUnsaved.value) return null;
  return (
    <div {...named("stStatusWidget")} role="status">
      Changes are not saved yet
    </div>
  );
}

/** While the server cannot read the session, and the tab tries again. */
export function Unread() {
  return <>Cannot read your session. Trying again</>;
}

function ChangedScript() {
  const session = useSession();
  return (
    <div {...named("stStatusWidget")} role="status">
      The script has changed
      <button type="button" class="plain-button" onClick={() => session.values.rerun()}>
        Rerun
      </button>
      <button type="button" class="plain-button" onClick={() => session.runOnSave(true)}>
        Always rerun
      </button>
    </div>
  );
}

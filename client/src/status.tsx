/** The state of the connection and of the run, and notices for the user. */
import { useEffect, useState } from "preact/hooks";
import { useLoaded } from "./elements/shared/lazy";
import { useSession } from "./elements/shared/session";
import { named } from "./elements/shared/test_id";
import { loadLater } from "./later";
import { STORE_FAILED } from "./protocol.gen";

const QUICK_RUN = 500; // Milliseconds: a shorter run is not shown.
const QUICK_CONNECT = 300; // Milliseconds: a quicker reconnect is not shown.

const QUEUED = "Waiting for a free place";

const loadTold = () => loadLater(() => import("./told")).then((piece) => piece.Told);

/** In the toolbar: shows the current run, with a button to stop it. */
export function StatusWidget() {
  const session = useSession();
  const isRunning = useLasting(session.scriptState.value === "running", QUICK_RUN);
  const Told = useLoaded(loadTold, session.hasChangedScript.value || session.isUnsaved.value);
  if (session.connection.value.tag !== "connected") return <ConnectionStatus />;
  if (Told && (session.hasChangedScript.value || !isRunning)) return <Told />;
  if (!isRunning) return null;
  return (
    <div {...named("stStatusWidget")} role="status">
      <span class="spinner" aria-hidden="true" />
      {session.isQueued.value ? QUEUED : "Running"}
      <button type="button" class="plain-button" onClick={() => session.stopScript()}>
        Stop
      </button>
    </div>
  );
}

const loadUnread = () => loadLater(() => import("./told")).then((piece) => piece.Unread);

function ConnectionStatus() {
  const state = useSession().connection.value;
  const isGone = useLasting(state.tag === "connecting", QUICK_CONNECT);
  const isUnread = state.tag === "connecting" && state.code === STORE_FAILED;
  const Unread = useLoaded(loadUnread, isUnread);
  if (!isGone) return null;
  return (
    <div {...named("stConnectionStatus")} role="status">
      <span class="spinner" aria-hidden="true" />
      {isUnread && Unread ? <Unread /> : "Connecting"}
    </div>
  );
}

/** Shown before there is a page. */
export function Waiting() {
  const session = useSession();
  return (
    <div class="waiting">
      {session.isQueued.value ? (
        <div {...named("stStatusWidget")} role="status">
          <span class="spinner" aria-hidden="true" />
          {QUEUED}
        </div>
      ) : (
        <ConnectionStatus />
      )}
    </div>
  );
}

// A piece that is not there any more is of an older version than the server's.
const loadEnding = () =>
  loadLater(() => import("./ending")).then(
    (piece) => piece.Ending,
    () => Outdated,
  );

/** A modal dialog, shown when the connection has ended and only the user can continue. */
export function Ended() {
  const { connection } = useSession();
  const isEnded = connection.value.tag === "ended";
  const Ending = useLoaded(loadEnding, isEnded);
  return isEnded && Ending ? <Ending /> : null;
}

function Outdated() {
  return (
    <dialog open role="alertdialog">
      There is a newer version.
      <button type="button" class="primary-button" onClick={() => location.reload()}>
        Load again
      </button>
    </dialog>
  );
}

const loadNotice = () => loadLater(() => import("./notice")).then((piece) => piece.Notice);

/** The notices in the corner, until the user dismisses them. */
export function Notices() {
  const session = useSession();
  const notices = session.notices.value;
  const Notice = useLoaded(loadNotice, notices.length > 0);
  return (
    <div class="notices" role="status" aria-live="polite">
      {Notice &&
        notices.map((notice) => (
          <Notice key={notice.number} onDismiss={() => session.dismiss(notice)}>
            {notice.text}
          </Notice>
        ))}
    </div>
  );
}

/** True once `isSo` has been true for that long without interruption. */
function useLasting(isSo: boolean, milliseconds: number): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isSo) {
      setLong(false);
      return undefined;
    }
    const timer = setTimeout(() => setLong(true), milliseconds);
    return () => clearTimeout(timer);
  }, [isSo]);
  return isSo && isLong;
}

/** The state of the connection and of the run, and notices for the user. */
import { useEffect, useState } from "preact/hooks";
import { useLoaded } from "./elements/shared/lazy";
import { useSession } from "./elements/shared/session";
import { named } from "./elements/shared/test_id";
import { loadLater } from "./later";
import { FORBIDDEN, OUTDATED, TAKEN_OVER, TOO_MANY_SESSIONS } from "./protocol.gen";

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

function ConnectionStatus() {
  const { connection } = useSession();
  const isGone = useLasting(connection.value.tag === "connecting", QUICK_CONNECT);
  if (!isGone) return null;
  return (
    <div {...named("stConnectionStatus")} role="status">
      <span class="spinner" aria-hidden="true" />
      Connecting
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

const ENDINGS: Readonly<Record<number, readonly [title: string, text: string, action: string]>> = {
  [TAKEN_OVER]: [
    "This app is open elsewhere",
    "The session goes on in another tab or window.",
    "Use it here",
  ],
  [OUTDATED]: ["There is a newer version", "Load the page again to go on.", "Load again"],
  [FORBIDDEN]: [
    "Cookies are needed",
    "The app cannot tell your session from others. Allow cookies for this site.",
    "Load again",
  ],
  [TOO_MANY_SESSIONS]: [
    "Too many tabs",
    "This browser or its network has as many sessions open as the server allows. Close some.",
    "Try again",
  ],
};

const UNKNOWN_ENDING = [
  "The connection has ended",
  "The server and this page do not understand each other.",
  "Load again",
] as const;

/** A modal dialog, shown when the connection has ended and only the user can continue. */
export function Ended() {
  const session = useSession();
  const state = session.connection.value;
  if (state.tag !== "ended") return null;
  const [title, text, action] = ENDINGS[state.code] ?? UNKNOWN_ENDING;
  const isHere = state.code === TAKEN_OVER || state.code === TOO_MANY_SESSIONS;
  return (
    <dialog
      class="panel curtain"
      role="alertdialog"
      aria-labelledby="ended-title"
      aria-describedby="ended-text"
      ref={showInFront}
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="ended-title">{title}</h2>
      <p id="ended-text">{text}</p>
      <button
        type="button"
        class="primary-button"
        onClick={() => (isHere ? session.start() : location.reload())}
      >
        {action}
      </button>
    </dialog>
  );
}

function showInFront(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal();
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

/** Why the connection has ended, and what the user may do. Loaded when it has. */
import { useEffect } from "preact/hooks";
import { useSession } from "./elements/shared/session";
import {
  BEHIND,
  FORBIDDEN,
  OUTDATED,
  SIGNED_OUT,
  TAKEN_OVER,
  TOO_MANY_SESSIONS,
} from "./protocol.gen";
import type { Session } from "./session";

interface Action {
  readonly label: string;
  readonly act: (session: Session) => void;
}

interface Words {
  readonly title: string;
  readonly text: string;
  /** The first one is what most will want. */
  readonly actions: readonly Action[];
  /** Whether the page can be read meanwhile: it is what is lost. */
  readonly isClear?: boolean;
}

const loadAgain: Action = { label: "Load again", act: () => location.reload() };
const connectAs = (label: string): Action => ({ label, act: (session) => session.start() });

const WORDS: Readonly<Record<number, Words>> = {
  [TAKEN_OVER]: {
    title: "This app is open elsewhere",
    text: "The session goes on in another tab or window.",
    actions: [connectAs("Use it here")],
  },
  [OUTDATED]: {
    title: "There is a newer version",
    text: "Load the page again to go on.",
    actions: [loadAgain],
  },
  [FORBIDDEN]: {
    title: "Cookies are needed",
    text: "The app cannot tell your session from others. Allow cookies for this site.",
    actions: [loadAgain],
  },
  [TOO_MANY_SESSIONS]: {
    title: "Too many tabs",
    text: "This browser or its network has as many sessions open as the server allows. Close some.",
    actions: [connectAs("Try again")],
  },
  [BEHIND]: {
    title: "Some of your changes are lost",
    text: "They were saved, but the place where they were kept has gone back to an older state. You can go on from that state, or start over with nothing.",
    actions: [
      { label: "Go on from the older state", act: (session) => session.goBack() },
      { label: "Start over", act: (session) => session.startOver() },
    ],
    isClear: true,
  },
};

const UNKNOWN: Words = {
  title: "The connection has ended",
  text: "The server and this page do not understand each other.",
  actions: [loadAgain],
};

/** A modal dialog that only an answer closes. */
export function Ending() {
  const session = useSession();
  const state = session.connection.value;
  const isOther = state.tag === "ended" && state.code === SIGNED_OUT;
  useEffect(() => {
    if (isOther) begin(session);
  }, [isOther]);
  if (state.tag !== "ended" || isOther) return null;
  const { title, text, actions, isClear } = WORDS[state.code] ?? UNKNOWN;
  return (
    <dialog
      class={isClear ? "panel curtain clear-curtain" : "panel curtain"}
      role="alertdialog"
      aria-labelledby="ended-title"
      aria-describedby="ended-text"
      ref={showInFront}
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="ended-title">{title}</h2>
      <p id="ended-text">{text}</p>
      <div class="curtain-actions">
        {actions.map(({ label, act }, index) => (
          <button
            key={label}
            type="button"
            class={index ? "button secondary-button" : "button primary-button"}
            onClick={() => act(session)}
          >
            {label}
          </button>
        ))}
      </div>
    </dialog>
  );
}

/** Another user begins another session, unless the tab is about to leave anyway. */
function begin(session: Session): void {
  if (document.documentElement.dataset.leaving === undefined) session.startOver();
  else setTimeout(() => begin(session), 1000);
}

function showInFront(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal();
}

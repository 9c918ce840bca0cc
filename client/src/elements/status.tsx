// rare, block
/** An expander for the steps of a long task, with a sign for how it stands. */
import type { StatusElement } from "../protocol.gen";
import Expander from "./expander";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";

type State = NonNullable<StatusElement["state"]>;

const WORDS = { running: "Running", complete: "Complete", error: "Error" } as const;

export default function Status({ element, node, draw }: ElementProps<StatusElement>) {
  const { state = "running", tag: _, ...rest } = element;
  const expander = { ...rest, tag: "expander" } as const;
  return <Expander element={expander} node={node} draw={draw} sign={<Sign state={state} />} />;
}

function Sign({ state }: { readonly state: State }) {
  return (
    <span class="status-sign" role="img" aria-label={WORDS[state]}>
      {state === "running" && <span {...named("stExpanderIconSpinner", "spinner")} />}
      {state === "complete" && (
        <svg {...named("stExpanderIconCheck")} viewBox="0 0 16 16" aria-hidden="true">
          <path d="m3 8.5 3.5 3.5L13 4.5" />
        </svg>
      )}
      {state === "error" && (
        <svg {...named("stExpanderIconError")} viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.75v4M8 11.25v.01" />
        </svg>
      )}
    </span>
  );
}

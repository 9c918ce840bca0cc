// lazy, block
/** A spinner with a message, shown while something takes time. */
import { useEffect, useState } from "preact/hooks";
import type { SpinnerElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Frame } from "./shared/frame";
import { Html } from "./shared/html";
import { named } from "./shared/test_id";

const QUICK = 100; // Milliseconds: for anything quicker, neither a spinner nor a gap is shown.
const TICK = 100;

export default function Spinner({ element, node }: ElementProps<SpinnerElement>) {
  const elapsed = useElapsed(element.show_time ?? false);
  if (elapsed < QUICK) return null;
  const body = (
    <div {...named("stSpinner")} role="status">
      <span class="spinner" aria-hidden="true" />
      <Html html={element.text ?? ""} {...named("stMarkdownContainer")} />
      {element.show_time && (
        <span class="seconds" aria-hidden="true">
          {inWords(elapsed)}
        </span>
      )}
    </div>
  );
  return <Frame element={element} node={node} body={body} />;
}

/** Milliseconds since it appeared: updated once after `QUICK`, or continually if counted. */
function useElapsed(isCounted: boolean): number {
  const [since] = useState(() => performance.now());
  const [elapsed, setElapsed] = useState(0);
  const isQuick = elapsed < QUICK;
  useEffect(() => {
    if (!isQuick && !isCounted) return undefined;
    const timer = setInterval(() => setElapsed(performance.now() - since), TICK);
    return () => clearInterval(timer);
  }, [isQuick, isCounted]);
  return elapsed;
}

function inWords(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `(${seconds.toFixed(1)} seconds)`;
  const minutes = Math.floor(seconds / 60);
  return `(${minutes} min ${Math.floor(seconds % 60)} s)`;
}

// lazy, block
/** A sign that something is going on. */
import { useEffect, useState } from "preact/hooks";
import type { SpinnerElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Frame } from "./shared/frame";
import { Html } from "./shared/html";
import { named } from "./shared/test_id";

const QUICK = 100; // Milliseconds: what takes less is not worth a sign, nor a gap for it.
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

/** Milliseconds since it came: once the first moment is over, or counted on. */
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

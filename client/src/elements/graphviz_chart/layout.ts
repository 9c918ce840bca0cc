/** Asks the worker for layouts. There is one for the page, as long as a chart needs it. */
import { admitLibraries } from "../charts/admitted";
import type { Answered, Asked } from "./graphviz_worker";
import script from "./graphviz_worker?worker";

interface Waiting {
  readonly done: (svg: string) => void;
  readonly failed: (error: Error) => void;
}

let worker: Worker | undefined;
let users = 0;
let last = 0;
const waiting = new Map<number, Waiting>();

/** A chart is there: the worker begins to load. */
export function enter(): void {
  users += 1;
  if (worker) return;
  admitLibraries(); // It lets the page start its own workers.
  worker = new Worker(new URL(script, import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<Answered>) => settle(data);
  worker.onerror = (event) => {
    event.preventDefault();
    for (const number of waiting.keys()) {
      settle({ number, error: "Graphviz could not be loaded. Reload the page to try again." });
    }
  };
}

/** A chart is gone; with the last one goes the worker, and what it may still be at. */
export function leave(): void {
  users -= 1;
  if (users) return;
  worker?.terminate();
  worker = undefined;
  waiting.clear();
}

/** The graph as SVG. Call it between `enter` and `leave`. */
export function layout(dot: string, engine: string): Promise<string> {
  const number = ++last;
  return new Promise((done, failed) => {
    waiting.set(number, { done, failed });
    worker?.postMessage({ number, dot, engine } satisfies Asked);
  });
}

function settle(answer: Answered): void {
  const asked = waiting.get(answer.number);
  waiting.delete(answer.number);
  if ("svg" in answer) asked?.done(answer.svg);
  else asked?.failed(new Error(answer.error));
}

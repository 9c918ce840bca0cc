/**
 * Draws diagrams with Mermaid, in a frame of its own: it writes styles into what it draws, and
 * measures letters there. The frame's policy allows that, the page's does not. The parts of Mermaid
 * for each kind of diagram are loaded when one is first drawn.
 */
import mermaid, { type MermaidConfig } from "mermaid";

/** What the page asks for. */
export interface Asked {
  readonly number: number;
  readonly body: string;
  readonly config: MermaidConfig;
}

export type Answered = { readonly number: number } & (
  | { readonly svg: string }
  | { readonly error: string }
);

let last: Promise<unknown> = Promise.resolve();

addEventListener("message", ({ source, data }: MessageEvent<Asked>) => {
  if (source !== parent) return;
  // One after the other: what Mermaid is told of colours holds for all.
  last = last.then(async () => parent.postMessage(await answer(data), location.origin));
});

parent.postMessage("ready", location.origin);

async function answer({ number, body, config }: Asked): Promise<Answered> {
  try {
    mermaid.initialize(config);
    const { svg } = await mermaid.render(`diagram-${number}`, body);
    return { number, svg };
  } catch (error) {
    document.body.replaceChildren(); // What is left of the attempt.
    return { number, error: error instanceof Error ? error.message : String(error) };
  }
}

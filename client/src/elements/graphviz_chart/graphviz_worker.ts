/** Lays graphs out beside the page, in WebAssembly: a large one takes seconds. */
import { instance } from "@viz-js/viz";

/** What the page asks for. */
export interface Asked {
  readonly number: number;
  readonly dot: string;
  readonly engine: string;
}

export type Answered = { readonly number: number } & (
  | { readonly svg: string }
  | { readonly error: string }
);

// Letters whose widths Graphviz knows, and that are like the page's own.
const LETTERS = { fontname: "Arial" };
const DEFAULTS = { graphAttributes: LETTERS, nodeAttributes: LETTERS, edgeAttributes: LETTERS };

const graphviz = instance();

addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  postMessage(await answer(data));
});

async function answer({ number, dot, engine }: Asked): Promise<Answered> {
  try {
    const laidOut = (await graphviz).render(dot, { format: "svg", engine, ...DEFAULTS });
    if (laidOut.status === "success") return { number, svg: laidOut.output };
    const errors = laidOut.errors.filter(({ level }) => level === "error");
    return { number, error: errors.map(({ message }) => message).join("; ") || "It holds no graph." };
  } catch (error) {
    return { number, error: String(error) };
  }
}

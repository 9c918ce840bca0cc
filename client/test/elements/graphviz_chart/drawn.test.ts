import { afterEach, expect, test, vi } from "vitest";
import { drawn } from "../../../src/elements/graphviz_chart/drawn";

afterEach(() => vi.restoreAllMocks());

const NODES = 60;

function graph(): string {
  const node = (at: number) =>
    `<!-- n${at} -->\n<g id="node${at}" class="node"><title>n${at}</title>` +
    `<ellipse fill="lightblue" stroke="black" cx="1" cy="1" rx="9" ry="9"/>` +
    `<text x="1" y="1" style="font-size:9px">n${at}</text></g>`;
  const nodes = Array.from({ length: NODES }, (_, at) => node(at)).join("\n");
  return (
    '<?xml version="1.0"?>\n<svg width="9pt" height="9pt" xmlns="http://www.w3.org/2000/svg">' +
    `<g id="graph0" class="graph"><title>G</title><script>alert(1)</script>\n${nodes}\n</g>\n</svg>\n`
  );
}

test("a drawing has all of its parts, and nothing else", async () => {
  const svg = await drawn(graph());
  expect(svg.querySelectorAll("g.graph > g.node")).toHaveLength(NODES);
  const last = svg.querySelector("g.node:last-of-type");
  expect(last?.querySelector("title")?.textContent).toBe(`n${NODES - 1}`);
  expect(last?.querySelector("text")?.getAttribute("fill")).toBe("#000");
  expect(svg.querySelector("script")).toBeNull();
  expect((await drawn(graph())).querySelector("g.node")?.id).not.toBe(
    svg.querySelector("g.node")?.id,
  );
});

test("a large drawing leaves turns to the page", async () => {
  let [now, turns, isDone] = [0, 0, false];
  vi.spyOn(performance, "now").mockImplementation(() => (now += 10)); // Each look at it takes time.
  const count = () => {
    turns += 1;
    if (!isDone) setTimeout(count);
  };
  setTimeout(count);
  await drawn(graph());
  isDone = true;
  expect(turns).toBeGreaterThan(NODES / 3);
});

test("a colour is looked at once, however many parts have it", async () => {
  const pens = vi.spyOn(HTMLCanvasElement.prototype, "getContext");
  await drawn(graph().replaceAll("lightblue", "#123456"));
  expect(pens.mock.calls.length).toBeLessThanOrEqual(1);
});

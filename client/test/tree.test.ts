import { effect } from "@preact/signals";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WireNode } from "../src/protocol.gen";
import { type PageNode, Tree } from "../src/tree";
import { vectors } from "./vectors";

function treeOf(root: WireNode, left: string[] = []): Tree {
  const tree = new Tree({ left: (id) => left.push(id) });
  tree.replace(root);
  return tree;
}

const text = (id: number, body: string): WireNode => [id, { tag: "text", body }, []];
const input = (id: number, widget: string, value = ""): WireNode => [
  id,
  { tag: "text_input", id: widget, value },
  [],
];
const block = (id: number, ...children: WireNode[]): WireNode => [
  id,
  { tag: "vertical_block" },
  children,
];

function childrenOf(tree: Tree): readonly PageNode[] {
  return tree.root.peek()?.children.peek() ?? [];
}

/** How often each node's element or children were drawn, from now on. */
function countDrawings(tree: Tree): () => number {
  let count = 0;
  const watch = (node: PageNode) => {
    effect(() => {
      void node.element.value;
      count += 1;
    });
    effect(() => {
      void node.children.value;
      count += 1;
    });
    node.children.peek().forEach(watch);
  };
  const root = tree.root.peek();
  if (root) watch(root);
  count = 0;
  return () => count;
}

describe("patches lead where the server thinks they lead", () => {
  test("there are vectors", () => expect(vectors.length).toBeGreaterThan(100));

  test.each(vectors)("$name", ({ old, patches, new: expected }) => {
    const tree = treeOf(old);
    tree.apply(patches);
    expect(tree.toWire()).toEqual(expected);
  });

  test.each(vectors)("every prefix leaves a well-formed page: $name", ({ old, patches }) => {
    const tree = treeOf(old);
    for (const patch of patches) {
      tree.apply([patch]);
      const ids = idsIn(tree.toWire());
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test.each(vectors)("a whole page leads there too: $name", ({ old, new: expected }) => {
    const tree = treeOf(old);
    tree.replace(expected);
    expect(tree.toWire()).toEqual(expected);
  });
});

function idsIn(node: WireNode | undefined): number[] {
  return node ? [node[0], ...node[2].flatMap(idsIn)] : [];
}

test("an element above a thousand unchanged ones touches one list", () => {
  const many = Array.from({ length: 1000 }, (_, index) => text(index + 1, `line ${index}`));
  const tree = treeOf(block(0, ...many));
  const drawings = countDrawings(tree);

  tree.apply([["put", 0, 0, text(2000, "new")]]);

  expect(drawings()).toBe(1);
});

test("a changed text touches one element", () => {
  const tree = treeOf(block(0, text(1, "a"), block(2, text(3, "b"))));
  const drawings = countDrawings(tree);

  tree.apply([["set", 3, { body: "c" }]]);

  expect(drawings()).toBe(1);
});

test("a hundred patches to one list change it once", () => {
  const tree = treeOf(block(0));
  const drawings = countDrawings(tree);

  tree.apply(Array.from({ length: 100 }, (_, index) => ["put", 0, index, text(index + 1, "x")]));

  expect(drawings()).toBe(1);
});

test("the same page again touches nothing", () => {
  const root = block(0, text(1, "a"), block(2, input(3, "name")));
  const tree = treeOf(root);
  const drawings = countDrawings(tree);

  tree.replace(structuredClone(root));

  expect(drawings()).toBe(0);
});

test("a whole page keeps the widgets that it has still, whatever their numbers", () => {
  const tree = treeOf(block(0, text(1, "a"), input(2, "name", "old")));
  const [, before] = childrenOf(tree);

  tree.replace(block(0, input(7, "name", "new"), text(8, "b")));

  const [after] = childrenOf(tree);
  expect(after).toBe(before);
  expect(after?.element.peek()).toMatchObject({ value: "new" });
});

test("another widget under the same number is another node", () => {
  const tree = treeOf(block(0, input(1, "name")));
  const [before] = childrenOf(tree);

  tree.replace(block(0, input(1, "street")));

  expect(childrenOf(tree)[0]).not.toBe(before);
});

test("it is told which widgets left the page", () => {
  const left: string[] = [];
  const tree = treeOf(block(0, input(1, "name"), block(2, input(3, "street"))), left);

  tree.apply([["drop", 2]]);

  expect(left).toEqual(["street"]);
});

test("a widget that goes from one container to another has not left", () => {
  const left: string[] = [];
  const tree = treeOf(block(0, block(1, input(2, "name")), block(3)), left);

  tree.apply([
    ["drop", 2],
    ["put", 3, 0, input(4, "name")],
  ]);
  tree.replace(block(0, block(1, input(5, "name")), block(3)));

  expect(left).toEqual([]);
});

test("what the run has not drawn again is stale, from a child on", () => {
  const tree = treeOf(block(0, text(1, "a"), text(2, "b"), text(3, "c")));

  tree.markStale([[0, 1]]);
  expect(childrenOf(tree).map((node) => node.isStale.peek())).toEqual([false, true, true]);

  tree.markStale([[0, 2]]);
  expect(childrenOf(tree).map((node) => node.isStale.peek())).toEqual([false, false, true]);

  tree.markStale([]);
  expect(childrenOf(tree).some((node) => node.isStale.peek())).toBe(false);
});

test("of a fragment that runs, what it has drawn is stale, and that of those within it", () => {
  const fragment = (id: number, ...children: WireNode[]): WireNode => [
    id,
    { tag: "fragment", id: `${id}` },
    children,
  ];
  const inner = fragment(3, text(4, "b"), block(5, text(6, "c")));
  const tree = treeOf(block(0, text(1, "a"), fragment(2, inner, text(7, "d")), text(8, "e")));
  const stale = () => {
    const found: string[] = [];
    const look = (node: PageNode) => {
      const element = node.element.peek();
      if (node.isStale.peek()) found.push("body" in element ? `${element.body}` : element.tag);
      node.children.peek().forEach(look);
    };
    childrenOf(tree).forEach(look);
    return found;
  };

  tree.markStale([[2, 0]]);
  expect(stale()).toEqual(["b", "vertical_block", "d"]);

  tree.markStale([[3, 1]]);
  expect(stale()).toEqual(["vertical_block"]);

  tree.markStale([[0, 0]]);
  expect(stale()).toEqual(["a", "b", "vertical_block", "d", "e"]);

  tree.markStale([]);
  expect(stale()).toEqual([]);
});

test.each([
  ["The page has no node 9.", ["set", 9, {}]],
  ["The page has no node 9.", ["put", 9, 0, text(3, "x")]],
  ["Node 0 has 1 children; 5 is not a place.", ["put", 0, 5, text(3, "x")]],
  ["Node 0 is the root: it stays where it is.", ["drop", 0]],
] as const)("a patch that does not fit is refused: %s", (message, patch) => {
  const tree = treeOf(block(0, text(1, "a")));
  expect(() => tree.apply([patch])).toThrow(new RangeError(message));
});

test("a move is a drop and a put of the same thing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(), fc.nat(), (count, from, to) => {
      const texts = Array.from({ length: count }, (_, index) => text(index + 1, `${index}`));
      const [moved, at] = [from % count, to % count];
      const tree = treeOf(block(0, ...texts));

      tree.apply([["move", moved + 1, at]]);

      const expected = texts.toSpliced(moved, 1).toSpliced(at, 0, ...texts.slice(moved, moved + 1));
      expect(tree.toWire()).toEqual(block(0, ...expected));
    }),
  );
});

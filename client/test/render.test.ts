import { expect, test } from "vitest";
import type { WireNode } from "../src/protocol.gen";
import { Screen } from "./screen";

const text = (id: number, body: string): WireNode => [id, { tag: "text", body }, []];
const button = (id: number, widget: string): WireNode => [
  id,
  { tag: "button", id: widget, label: widget },
  [],
];

test("a changed text touches one text node", async () => {
  const screen = new Screen(text(2, "a"), text(3, "b"), text(4, "c"));

  const touched = await screen.touched(() =>
    screen.tab.update({ patches: [["set", 3, { body: "B" }]] }),
  );

  expect(touched.map(({ type }) => type)).toEqual(["characterData"]);
  expect(screen.find(".stMain").textContent).toBe("aBc");
});

test("an element above a thousand others is one insertion", async () => {
  const many = Array.from({ length: 1000 }, (_, index) => text(index + 2, `${index} `));
  const screen = new Screen(...many);

  const touched = await screen.touched(() =>
    screen.tab.update({ patches: [["put", 1, 0, text(2000, "first ")]] }),
  );

  expect(touched).toHaveLength(1);
  expect(touched[0]?.addedNodes).toHaveLength(1);
  expect(screen.find(".stMain").textContent).toMatch(/^first 0 1 2/);
});

test("an element that moves takes nothing else along", async () => {
  const screen = new Screen(
    ...Array.from({ length: 20 }, (_, index) => text(index + 2, `${index} `)),
  );

  const touched = await screen.touched(() => screen.tab.update({ patches: [["move", 21, 0]] }));

  const moved = new Set(touched.flatMap(({ addedNodes }) => [...addedNodes]));
  expect(moved.size).toBe(1);
  expect(screen.find(".stMain").textContent).toMatch(/^19 0 1/);
});

test("an answer that changes nothing touches nothing of the page", async () => {
  const screen = new Screen(text(2, "a"));

  const touched = await screen.touched(() => screen.tab.update({ answered: 0 }));

  expect(touched).toEqual([]);
});

test("a click is drawn as running, and its answer as done", async () => {
  const screen = new Screen(button(2, "go"));
  await screen.settled();
  const app = screen.find(".stApp");
  expect(app.getAttribute("data-test-script-state")).toBe("notRunning");

  screen.find("button[data-testid=stBaseButton-secondary]").click();
  expect(screen.tab.socket.events).toMatchObject([{ n: 1, trigger: "go" }]);
  await screen.settled();
  expect(app.getAttribute("data-test-script-state")).toBe("running");

  screen.tab.update({ answered: 1 });
  await screen.settled();
  expect(app.getAttribute("data-test-script-state")).toBe("notRunning");
});

test("the connection is drawn for those who watch it", async () => {
  const screen = new Screen();
  await screen.settled();
  const state = () => screen.find(".stApp").getAttribute("data-test-connection-state");
  expect(state()).toBe("CONNECTED");

  screen.tab.socket.end();
  await screen.settled();
  expect(state()).toBe("CONNECTING");

  screen.tab.session.start();
  screen.tab.socket.end(4001);
  await screen.settled();
  expect(state()).toBe("DISCONNECTED_FOREVER");
  await expect
    .poll(() => screen.find("[role=alertdialog]").textContent)
    .toContain("open elsewhere");
});

test("an element that cannot be drawn says so in its place, and the rest stays", async () => {
  const broken = [3, { tag: "json", body: "{" }, []] as const;
  const screen = new Screen(text(2, "before "), broken, text(4, " after"));
  await expect.poll(() => screen.find(".stMain").textContent).toMatch(/^before .*JSON.* after$/);

  screen.tab.update({ patches: [["set", 3, { body: "[]" }]] });
  await screen.settled();
  expect(screen.find(".stMain").textContent).toBe("before [] after");
});

test("what is left from the run before is marked, and nothing else is drawn for it", async () => {
  const screen = new Screen(text(2, "new"), text(3, "old"));

  const touched = await screen.touched(() => screen.tab.update({ running: true, stale: [[1, 1]] }));

  const marked = touched.filter(({ attributeName }) => attributeName === "data-stale");
  expect(marked).toHaveLength(1);
  expect(screen.find('[data-stale="true"]').textContent).toBe("old");
});

test("a key is a class by which style sheets find the element", async () => {
  const screen = new Screen([2, { tag: "button", id: "b", key: "my key!", label: "b" }, []]);
  await screen.settled();

  expect(screen.find(".st-key-my-key-").dataset["testid"]).toBe("stElementContainer");
});

test("another widget in the same place starts anew", async () => {
  const screen = new Screen([2, { tag: "text_input", id: "one", value: "" }, []]);
  await screen.settled();
  screen.type("half a word");

  screen.tab.update({ patches: [["set", 2, { id: "other", value: "" }]] });
  await screen.settled();

  expect(screen.input().value).toBe("");
});

test("markup of the server is drawn as markup, text as text", async () => {
  const screen = new Screen(
    [2, { tag: "markdown", body: "<p><em>so</em></p>" }, []],
    text(3, "<em>not so</em>"),
  );
  await screen.settled();

  expect(screen.find(".stMarkdown em").textContent).toBe("so");
  expect(screen.find(".stText").textContent).toBe("<em>not so</em>");
});

test("a sidebar is there when something is in it", async () => {
  const screen = new Screen();
  screen.tab.page({
    root: [
      0,
      { tag: "app" },
      [
        [1, { tag: "main" }, []],
        [2, { tag: "sidebar" }, []],
      ],
    ],
  });
  await screen.settled();
  expect(screen.root.querySelector(".stSidebar")).toBeNull();

  screen.tab.update({ patches: [["put", 2, 0, text(3, "aside")]] });
  await screen.settled();
  expect(screen.find(".stSidebar").textContent).toContain("aside");
});

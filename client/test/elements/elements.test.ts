import { expect, test } from "vitest";
import type { WireNode } from "../../src/protocol.gen";
import { Screen } from "../screen";

const sent = (screen: Screen) => screen.tab.socket.events.map(({ values }) => values);
const drawn = (...children: WireNode[]) => new Screen(...children).settled();

test.each(["checkbox", "toggle"] as const)(
  "a %s is pressed, and named by its label",
  async (tag) => {
    const screen = await drawn([2, { tag, id: "c", label: "I <em>agree</em>", value: false }, []]);
    const box = screen.input();
    expect(screen.find(`[id="${box.getAttribute("aria-labelledby")}"]`).textContent).toBe(
      "I agree",
    );

    box.click();
    await screen.settled();

    expect(sent(screen)).toEqual([{ c: true }]);
    expect(box.checked).toBe(true);
    expect(box.getAttribute("aria-checked")).toBe("true");
  },
);

test("a checkbox goes back where the server does not take its value", async () => {
  const screen = await drawn([2, { tag: "checkbox", id: "c", value: false }, []]);
  screen.input().click();
  await screen.settled();
  screen.tab.update({ answered: 1 });
  await screen.settled();

  expect(screen.input().checked).toBe(false);
});

test("a widget that waits is sent with the next event", async () => {
  const screen = await drawn(
    [2, { tag: "checkbox", id: "c", value: false, waits: true }, []],
    [3, { tag: "button", id: "go" }, []],
  );
  screen.input().click();
  expect(sent(screen)).toEqual([]);

  screen.find("button[data-testid^=stBaseButton]").click();
  expect(screen.tab.socket.events).toMatchObject([{ values: { c: true }, trigger: "go" }]);
});

test("a disabled button is not pressed", async () => {
  const screen = await drawn([2, { tag: "button", id: "go", disabled: true }, []]);
  screen.find("button[data-testid^=stBaseButton]").click();

  expect(sent(screen)).toEqual([]);
});

test("an expander that the author follows tells when it is opened", async () => {
  const screen = await drawn([2, { tag: "expander", id: "e", value: false }, []]);
  screen.find<HTMLDetailsElement>("details").open = true;
  await screen.settled();

  expect(sent(screen)).toEqual([{ e: true }]);
});

test("an expander that nobody follows is the user's own affair, and stays as it is", async () => {
  const screen = await drawn([2, { tag: "expander", label: "More" }, []]);
  screen.find<HTMLDetailsElement>("details").open = true;
  await screen.settled();
  screen.tab.update({ patches: [["put", 2, 0, [3, { tag: "text", body: "in it" }, []]]] });
  await screen.settled();

  expect(sent(screen)).toEqual([]);
  expect(screen.find<HTMLDetailsElement>("details").open).toBe(true);
  expect(screen.find(".stExpanderDetails").textContent).toBe("in it");
});

test("code with numbers is the same text as without", async () => {
  const body = '<span class="k">import</span> a\n\nb = <span class="mi">1</span>\n';
  const screen = await drawn([2, { tag: "code", body, line_numbers: true }, []]);

  expect(screen.root.querySelectorAll(".line")).toHaveLength(3);
  expect(screen.find("pre").textContent).toBe("import a\n\nb = 1\n");
});

// Older engines do not tell how a number was written.
let tellsSource = false;
JSON.parse("1", (_key, _value, context?: { source?: string }) => {
  tellsSource = context?.source === "1";
});

test.skipIf(!tellsSource)("data shows long numbers as they were written", async () => {
  const screen = await drawn([2, { tag: "json", body: '{"n": 12345678901234567890}' }, []]);

  await expect
    .poll(() => screen.find(".stMain").textContent)
    .toContain('"n": 12345678901234567890');
});

test("data opens as many levels as asked for", async () => {
  const screen = await drawn([2, { tag: "json", body: '{"a": {"b": 1}}', expanded: 1 }, []]);

  await expect.poll(() => screen.find(".stMain").textContent).toBe('{"a": {1 keys}}');
});

test("a hidden label names its control still", async () => {
  const screen = await drawn([
    2,
    { tag: "text_input", id: "t", label: "Name", label_visibility: "collapsed" },
    [],
  ]);

  expect(screen.find(".label-row").dataset["visibility"]).toBe("collapsed");
  const label = screen.input().getAttribute("aria-labelledby");
  expect(screen.find(`[id="${label}"]`).textContent).toBe("Name");
});

test("r runs the script, but not while one types", async () => {
  const screen = await drawn([2, { tag: "text_input", id: "t" }, []]);
  const { startHotkeys } = await import("../../src/hotkeys");
  startHotkeys(screen.tab.session);
  screen.press("r", screen.input());
  expect(sent(screen)).toEqual([]);

  screen.press("r", screen.root);
  expect(screen.tab.socket.events).toEqual([{ tag: "event", n: 1, seen: 1 }]);
});

test("a button is pressed by its keys", async () => {
  const screen = await drawn([2, { tag: "button", id: "go", shortcut: "Ctrl+K" }, []]);
  const press = (keys: KeyboardEventInit) =>
    document.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...keys }));
  await expect
    .poll(() => {
      press({ key: "k", ctrlKey: true });
      return screen.tab.socket.events.length;
    })
    .toBeGreaterThan(0);
  const pressed = screen.tab.socket.events.length;
  press({ key: "k" });
  press({ key: "k", ctrlKey: true, shiftKey: true });
  press({ key: "j", ctrlKey: true });

  expect(screen.tab.socket.events).toHaveLength(pressed);
});

import { beforeEach, describe, expect, test } from "vitest";
import { Screen } from "../../screen";

let screen: Screen;
const answer = (fields: Record<string, unknown>, answered = 0) =>
  screen.tab.update({ answered, patches: [["set", 2, fields]] });
const sent = () => screen.tab.socket.events.map(({ values }) => values?.["name"]);

beforeEach(async () => {
  screen = new Screen(
    [2, { tag: "text_input", id: "name", label: "Name", value: "" }, []],
    [3, { tag: "button", id: "go", label: "Go" }, []],
  );
  await screen.settled();
  screen.input().focus();
});

test("what is being typed is not sent", async () => {
  screen.type("Ada");
  await screen.settled();

  expect(sent()).toEqual([]);
  expect(screen.find(".InputInstructions").textContent).toBe("Press Enter to apply");
});

test("Enter sends it, and blur then sends nothing more", async () => {
  screen.type("Ada");
  await screen.settled();
  screen.press("Enter");
  await screen.settled();
  screen.input().blur();
  await screen.settled();

  expect(sent()).toEqual(["Ada"]);
  expect(screen.root.querySelector(".InputInstructions")).toBeNull();
});

test("blur sends it", async () => {
  screen.type("Ada");
  await screen.settled();
  screen.input().blur();

  expect(sent()).toEqual(["Ada"]);
});

test("text that is typed and taken back is not sent", async () => {
  screen.type("Ada");
  await screen.settled();
  screen.type("");
  await screen.settled();
  screen.press("Enter");

  expect(sent()).toEqual([]);
});

describe("a text that is left by pressing a button", () => {
  const isDrawn = () => screen.root.textContent?.includes("above") ?? false;
  const answerAbove = () =>
    screen.tab.update({ patches: [["put", 1, 0, [9, { tag: "text", body: "above" }, []]]] });

  beforeEach(async () => {
    screen.type("Ada");
    await screen.settled();
    dispatchEvent(new Event("pointerdown"));
    screen.input().blur();
  });

  test("is sent before the click", async () => {
    screen.find("button[data-testid^=stBaseButton]").click();
    dispatchEvent(new Event("pointerup"));

    expect(screen.tab.socket.events).toMatchObject([
      { n: 1, values: { name: "Ada" } },
      { n: 2, trigger: "go" },
    ]);
  });

  test("moves nothing under the pointer until the click is done", async () => {
    answerAbove();
    await screen.settled();
    expect(isDrawn()).toBe(false);

    dispatchEvent(new Event("pointerup"));
    expect(isDrawn()).toBe(false);
    await screen.settled();
    expect(isDrawn()).toBe(true);
  });

  test("is answered without a click too, when the pointer stays down", async () => {
    answerAbove();
    screen.tab.clock.pass(500);
    await screen.settled();

    expect(isDrawn()).toBe(true);
  });

  test("loses nothing of its answer when the connection breaks meanwhile", async () => {
    answerAbove();
    screen.tab.reconnect();
    expect(screen.tab.socket.sent[0]).toMatchObject({ tag: "hello", seen: 1 });
    dispatchEvent(new Event("pointerup"));
    await screen.settled();
    screen.tab.socket.say({
      tag: "update",
      n: 2,
      patches: [["put", 1, 0, [9, { tag: "text", body: "above" }, []]]],
    });
    await screen.settled();

    expect(isDrawn()).toBe(true);
  });
});

describe("a focused input's text", () => {
  test("is not undone by a late patch", async () => {
    screen.type("Ad");
    await screen.settled();
    answer({ value: "something else" });
    await screen.settled();

    expect(screen.input().value).toBe("Ad");
  });

  test("is not changed even where nothing was typed yet", async () => {
    answer({ value: "something else" });
    await screen.settled();
    expect(screen.input().value).toBe("");

    screen.input().blur();
    await screen.settled();
    expect(screen.input().value).toBe("something else");
  });

  test("is not undone by the answer to a text that was typed on since", async () => {
    screen.type("Ad");
    await screen.settled();
    screen.press("Enter");
    await screen.settled();
    screen.type("Ada");
    await screen.settled();
    answer({ value: "AD" }, 1);
    await screen.settled();

    expect(screen.input().value).toBe("Ada");
  });

  test("is changed by the answer to this very text", async () => {
    screen.type("ada");
    await screen.settled();
    screen.press("Enter");
    await screen.settled();
    expect(screen.input().value).toBe("ada");
    answer({ value: "ADA" }, 1);
    await screen.settled();

    expect(screen.input().value).toBe("ADA");
  });

  test("keeps the very same input, and its caret, over a whole new page", async () => {
    screen.type("Ada");
    await screen.settled();
    const input = screen.input();
    input.setSelectionRange(1, 2);
    const touched = await screen.touched(() =>
      screen.tab.page({
        root: [
          0,
          { tag: "app" },
          [
            [
              1,
              { tag: "main" },
              [
                [9, { tag: "text", body: "above" }, []],
                [2, { tag: "text_input", id: "name", label: "Name", value: "other" }, []],
              ],
            ],
          ],
        ],
      }),
    );

    expect(screen.input()).toBe(input);
    expect(touched.flatMap(({ removedNodes }) => [...removedNodes])).not.toContain(input);
    expect(input.value).toBe("Ada");
    expect([input.selectionStart, input.selectionEnd]).toEqual([1, 2]);
  });
});

describe("what a text may not be", () => {
  test("is said, and not sent", async () => {
    answer({ required: true });
    screen.type("  ");
    await screen.settled();
    screen.press("Enter");
    await screen.settled();

    expect(sent()).toEqual([]);
    expect(screen.find(".problem").textContent).toBe("This must be filled in.");
    expect(screen.input().getAttribute("aria-invalid")).toBe("true");
  });

  test("is what the author's pattern does not match", async () => {
    answer({ validate: "^\\d+$", validate_message: "Digits, please." });
    screen.type("one");
    await screen.settled();
    screen.press("Enter");
    await screen.settled();
    expect(screen.find(".problem").textContent).toBe("Digits, please.");

    screen.type("1");
    await screen.settled();
    screen.press("Enter");
    expect(sent()).toEqual(["1"]);
  });

  test("gives way to what the server says, once it is left", async () => {
    answer({ required: true, value: "before" });
    await screen.settled();
    screen.type(" ");
    await screen.settled();
    screen.input().blur();
    await screen.settled();
    answer({ value: "after" });
    await screen.settled();

    expect(screen.input().value).toBe("after");
  });
});

test("a letter that comes between a drawing and what it sets off is not lost", async () => {
  answer({ live: 1 });
  await screen.settled();
  const words = "faster than it is drawn";
  for (let end = 1; end <= words.length; end++) {
    screen.type(words.slice(0, end));
    await new Promise((resolve) => setTimeout(resolve, end % 3));
  }
  await expect.poll(sent).toContain(words);

  expect(screen.input().value).toBe(words);
});

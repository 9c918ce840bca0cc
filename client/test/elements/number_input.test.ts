import { expect, test } from "vitest";
import type { NumberInputElement } from "../../src/protocol.gen";
import { Screen } from "../screen";

async function numberInput(fields: Partial<NumberInputElement> = {}): Promise<Screen> {
  const element = { tag: "number_input", id: "n", kind: "int", step: 1, format: "%d", ...fields };
  const screen = new Screen([2, element as NumberInputElement, []]);
  return screen.settled();
}

const sent = (screen: Screen) => screen.tab.socket.events.map(({ values }) => values?.["n"]);

test("a number is shown as its format says", async () => {
  const screen = await numberInput({ value: 1.5, kind: "float", format: "%0.2f" });
  expect(screen.input().value).toBe("1.50");
});

test("the buttons count up and down, at once", async () => {
  const screen = await numberInput({ value: 3, default: 3 });
  screen.find("[data-testid=stNumberInputStepUp]").click();
  await screen.settled();
  screen.find("[data-testid=stNumberInputStepUp]").click();
  await screen.settled();
  screen.find("[data-testid=stNumberInputStepDown]").click();

  expect(sent(screen)).toEqual([4, 5, 4]);
});

test("the arrow keys do too, from what was typed", async () => {
  const screen = await numberInput({ value: 3, default: 3 });
  screen.input().focus();
  screen.type("10");
  await screen.settled();
  screen.press("ArrowDown");

  expect(sent(screen)).toEqual([9]);
});

test("steps leave no dust of binary fractions", async () => {
  const screen = await numberInput({ value: 0.1, default: 0.1, kind: "float", step: 0.2 });
  screen.find("[data-testid=stNumberInputStepUp]").click();

  expect(sent(screen)).toEqual([0.3]);
});

test("steps end at the bounds", async () => {
  const screen = await numberInput({ value: 9, default: 9, step: 5, max: 10 });
  screen.find("[data-testid=stNumberInputStepUp]").click();
  await screen.settled();

  expect(sent(screen)).toEqual([10]);
  expect(screen.find<HTMLButtonElement>("[data-testid=stNumberInputStepUp]").disabled).toBe(true);
});

test.each([
  ["11", "The largest number is 10."],
  ["-1", "The smallest number is 0."],
  ["1.5", "This must be a whole number."],
])("%s is not sent: %s", async (text, problem) => {
  const screen = await numberInput({ value: 3, default: 3, min: 0, max: 10 });
  screen.type(text);
  await screen.settled();
  screen.press("Enter");
  await screen.settled();

  expect(sent(screen)).toEqual([]);
  expect(screen.find(".problem").textContent).toBe(problem);
});

test("one that may be empty is emptied", async () => {
  const screen = await numberInput({ value: 3 });
  screen.type("");
  await screen.settled();
  screen.press("Enter");

  expect(sent(screen)).toEqual([null]);
});

test("one that may not be empty goes back to its number", async () => {
  const screen = await numberInput({ value: 3, default: 1 });
  screen.type("");
  await screen.settled();
  screen.press("Enter");
  await screen.settled();

  expect(sent(screen)).toEqual([]);
  expect(screen.input().value).toBe("3");
});

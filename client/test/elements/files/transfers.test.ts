import { describe, expect, test } from "vitest";
import { sizeOf, wordsOf, isOfTypes } from "../../../src/elements/files/given_files";
import {
  type GivenFile,
  NotTaken,
  type ShownFile,
  Transfers,
} from "../../../src/elements/files/transfers";

/** What is on its way, and how a test ends it. */
interface Held {
  readonly name: string;
  readonly resolve: (id: string) => void;
  readonly reject: (error: Error) => void;
  readonly progress: (progress: number) => void;
  isCancelled: boolean;
}

function started(refuses: (given: GivenFile) => string | undefined = () => undefined) {
  const held: Held[] = [];
  const arrived: ShownFile[][] = [];
  const said: string[] = [];
  const awaited: { readonly attempts: number; readonly restored: () => void }[] = [];
  const transfers = new Transfers({
    refusal: refuses,
    send: ({ name }, progress) => {
      let one!: Held;
      const id = new Promise<string>((resolve, reject) => {
        one = { name, resolve, reject, progress, isCancelled: false };
      });
      held.push(one);
      return { id, cancel: () => (one.isCancelled = true) };
    },
    restored: (attempts) => new Promise((restored) => awaited.push({ attempts, restored })),
    arrived: (files) => arrived.push([...files]),
    say: (words) => said.push(words),
  });
  return { transfers, held, arrived, said, awaited };
}

const given = (...names: string[]): GivenFile[] =>
  names.map((name) => ({ name, file: new File(["12"], name) }));

const states = (transfers: Transfers) => transfers.list.value.map(({ state }) => state.tag);

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("transfers", () => {
  test("three are sent at once, and handed over together", async () => {
    const { transfers, held, arrived } = started();
    transfers.add(given("a", "b", "c", "d"));
    expect(states(transfers)).toEqual(["sending", "sending", "sending", "waiting"]);
    held[1]!.resolve("2");
    await settle();
    expect(states(transfers)).toEqual(["sending", "done", "sending", "sending"]);
    expect(arrived).toEqual([]);
    for (const [index, one] of held.entries()) one.resolve(`${index + 1}`);
    await settle();
    expect(transfers.list.value).toEqual([]);
    expect(arrived).toEqual([
      ["a", "b", "c", "d"].map((name, index) => ({ id: `${index + 1}`, name, size: 2 })),
    ]);
  });

  test("what fails stays and holds up nothing", async () => {
    const { transfers, held, arrived, said } = started();
    transfers.add(given("a", "b"));
    held[0]!.reject(new NotTaken("It stalled.", "by user"));
    held[1]!.resolve("2");
    await settle();
    expect(arrived).toEqual([[{ id: "2", name: "b", size: 2 }]]);
    expect(transfers.list.value.map(({ state }) => state)).toEqual([
      { tag: "failed", reason: "It stalled.", mayRetry: true },
    ]);
    expect(said).toEqual(["a: It stalled.", "b: It is uploaded."]);
    transfers.retry(transfers.list.value[0]!);
    held[2]!.resolve("3");
    await settle();
    expect(arrived[1]).toEqual([{ id: "3", name: "a", size: 2 }]);
    expect(transfers.list.value).toEqual([]);
  });

  test("what is cut off is sent again by itself, and the user is asked in the end", async () => {
    const { transfers, held, arrived, said, awaited } = started();
    transfers.add(given("a", "b"));
    held[0]!.reject(new NotTaken("It broke off.", "by itself"));
    held[1]!.resolve("2");
    await settle();
    expect(states(transfers)).toEqual(["waiting", "done"]);
    expect(transfers.isSending).toBe(true); // So its form waits.
    expect([held.length, arrived.length, said]).toEqual([2, 0, ["b: It is uploaded."]]);
    for (let attempt = 1; attempt < 6; attempt++) {
      expect(awaited.at(-1)?.attempts).toBe(attempt);
      awaited.at(-1)?.restored();
      await settle();
      expect(states(transfers)).toEqual(["sending", "done"]);
      held.at(-1)!.reject(new NotTaken("It broke off.", "by itself"));
      await settle();
    }
    expect(said.at(-1)).toBe("a: It broke off.");
    expect(arrived).toEqual([[{ id: "2", name: "b", size: 2 }]]);
    transfers.retry(transfers.list.value[0]!);
    held.at(-1)!.reject(new NotTaken("It broke off.", "by itself"));
    await settle();
    awaited.at(-1)?.restored();
    await settle();
    held.at(-1)!.resolve("1");
    await settle();
    expect(arrived[1]).toEqual([{ id: "1", name: "a", size: 2 }]);
  });

  test("what is taken back while it waits is not sent again", async () => {
    const { transfers, held, awaited } = started();
    transfers.add(given("a", "b"));
    for (const one of held) one.reject(new NotTaken("It broke off.", "by itself"));
    await settle();
    transfers.remove(transfers.list.value[0]!);
    transfers.stop();
    for (const { restored } of awaited) restored();
    await settle();
    expect([held.length, transfers.list.value]).toEqual([2, []]);
  });

  test("what is refused is never sent", async () => {
    const { transfers, held, said } = started(({ name }) => (name === "a" ? "No." : undefined));
    transfers.add(given("a", "b"));
    expect(held.map(({ name }) => name)).toEqual(["b"]);
    expect(said).toEqual(["No."]);
    expect(states(transfers)).toEqual(["failed", "sending"]);
  });

  test("what is taken back is cancelled, and what waits takes its place", async () => {
    const { transfers, held, arrived } = started();
    transfers.add(given("a", "b", "c", "d"));
    transfers.remove(transfers.list.value[0]!);
    expect(held[0]!.isCancelled).toBe(true);
    expect(held.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
    held[0]!.resolve("late");
    transfers.stop();
    await settle();
    expect(held.every(({ isCancelled }) => isCancelled)).toBe(true);
    expect(transfers.list.value).toEqual([]);
    expect(arrived).toEqual([]);
  });

  test("how far it is", () => {
    const { transfers, held } = started();
    transfers.add(given("a"));
    held[0]!.progress(0.5);
    expect(transfers.list.value[0]!.state).toEqual({ tag: "sending", progress: 0.5 });
  });
});

test("sizes for people", () => {
  const sizes = [0, 1, 1023, 1024, 1536, 10 * 1024, 200 * 1024 ** 2, 3 * 1024 ** 4];
  expect(sizes.map(sizeOf)).toEqual([
    "0 B",
    "1 B",
    "1023 B",
    "1 KB",
    "1.5 KB",
    "10 KB",
    "200 MB",
    "3072 GB",
  ]);
});

test("types", () => {
  const file = (name: string, type: string) => ({ name, file: new File([], name, { type }) });
  expect(wordsOf([".csv", "image/*", "text/plain"])).toBe("CSV, image, text/plain");
  expect(isOfTypes([], file("a", ""))).toBe(true);
  expect(isOfTypes([".csv"], file("A.CSV", ""))).toBe(true);
  expect(isOfTypes([".csv"], file("a.exe", "text/csv"))).toBe(false);
  expect(isOfTypes(["image/*"], file("a", "image/png"))).toBe(true);
  expect(isOfTypes(["image/*"], file("a", "text/plain"))).toBe(false);
  expect(isOfTypes(["image/*"], file("a.rare", ""))).toBe(true);
});

import { describe, expect, test } from "vitest";
import { FakeTab, page } from "./fakes";

const click = (tab: FakeTab, button = "button") => tab.session.values.trigger(button);

describe("a text that is too long for one frame", () => {
  const long = `${"😀".repeat(12_000)}\u0000\ud83d"`.padEnd(30_000, "\\");
  const bytes = (message: unknown) => new TextEncoder().encode(JSON.stringify(message)).length;

  test("goes ahead of its event, in pieces that fit and that cut no character", () => {
    const tab = new FakeTab().start();
    tab.enter("area", long);

    const event = tab.socket.events[0];
    const pieces = tab.socket.sent.filter((message) => message.tag === "piece");
    expect(event).toEqual({ tag: "event", n: 1, values: {}, long: { area: pieces.length }, seen: 1 });
    expect(pieces.map(({ text }) => text).join("")).toBe(long);
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) {
      expect(bytes(piece)).toBeLessThan(65_536);
      expect(piece.text.at(-1)).not.toBe("\ud83d");
    }
    expect(tab.socket.sent.at(-1)).toBe(event);
  });

  test("is sent again with its event", () => {
    const tab = new FakeTab().start();
    tab.enter("area", long);
    tab.reconnect();

    expect(tab.socket.events).toMatchObject([{ n: 1, long: { area: 2 } }]);
    expect(tab.socket.sent.filter(({ tag }) => tag === "piece")).toHaveLength(2);
  });

  test("of more than the server takes is given up with a word; the others go on in order", () => {
    const tab = new FakeTab();
    tab.session.start();
    tab.socket.open();
    tab.socket.say({ tag: "welcome", tab: "tab-1", resumed: false, longest_text: 20_000 });
    tab.socket.say({ tag: "page", n: 1, root: page() });
    click(tab, "one");
    tab.enter("area", long);
    click(tab, "two");
    tab.reconnect({ longest_text: 20_000 });
    click(tab, "three");

    expect(tab.session.longestText).toBe(20_000);
    expect(tab.socket.events.map(({ n, trigger }) => [n, trigger])).toEqual([
      [1, "one"],
      [2, "two"],
      [3, "three"],
    ]);
    expect(tab.session.notices.value.map(({ text }) => text)).toEqual([
      "The server does not accept what was entered: it is too large.",
    ]);
    expect(tab.session.values.entered("area").value).toBeUndefined();
  });

  test("what else is too large is given up as well", () => {
    const tab = new FakeTab().start();
    tab.enter("choices", Array(10_000).fill("chosen"));
    click(tab);
    tab.clock.pass(0);

    expect(tab.socket.events).toEqual([{ tag: "event", n: 1, trigger: "button", seen: 1 }]);
    expect(tab.session.notices.value).toHaveLength(1);
  });

  test("an event that others on the way do not take is given up", () => {
    const tab = new FakeTab().start();
    click(tab, "one");
    tab.socket.end(1009);
    tab.clock.pass(5000);
    tab.welcome();

    expect(tab.session.notices.value).toHaveLength(1);
    expect(tab.socket.events).toEqual([]);
  });
});

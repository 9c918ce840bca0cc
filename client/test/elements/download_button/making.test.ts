/** Files that are made at the click: asked for until they are answered, each saved once. */
import { describe, expect, test } from "vitest";
import { makingOf } from "../../../src/elements/download_button/making";
import type { MakeMessage } from "../../../src/protocol.gen";
import { FakeTab } from "../../fakes";

function asked(tab: FakeTab): MakeMessage[] {
  return tab.socket.sent.filter((message): message is MakeMessage => message.tag === "make");
}

function started() {
  const tab = new FakeTab().start();
  const saved: string[] = [];
  const making = makingOf(tab.session);
  const ask = (widget: string) => making.ask(widget, (url) => saved.push(`${widget}: ${url}`));
  return { tab, saved, making, ask };
}

const notices = (tab: FakeTab) => tab.session.notices.value.map(({ text }) => text);

describe("files that are made at the click", () => {
  test("are saved by whoever has asked for them, in whatever order they come", () => {
    const { tab, saved, making, ask } = started();
    ask("one");
    ask("two");
    expect(asked(tab)).toEqual([
      { tag: "make", n: 1, widget: "one" },
      { tag: "make", n: 2, widget: "two" },
    ]);

    tab.socket.say({ tag: "made", n: 2, url: "/media/b" });
    expect([making.isOn("one"), making.isOn("two")]).toEqual([true, false]);
    tab.socket.say({ tag: "made", n: 1, url: "/media/a" });

    expect(saved).toEqual(["two: /media/b", "one: /media/a"]);
    expect(making.isOn("one")).toBe(false);
  });

  test("are asked for again on the next connection, with the same number", () => {
    const { tab, saved, ask } = started();
    ask("one");
    tab.reconnect();
    expect(asked(tab)).toEqual([{ tag: "make", n: 1, widget: "one" }]);
    tab.socket.say({ tag: "made", n: 1, url: "/media/a" });

    tab.reconnect();

    expect(asked(tab)).toEqual([]);
    expect(saved).toEqual(["one: /media/a"]);
  });

  test("are asked for once there is a connection", () => {
    const { tab, ask } = started();
    tab.socket.end();
    ask("one");
    tab.clock.pass(5000);
    expect(asked(tab)).toEqual([]);

    tab.welcome();

    expect(asked(tab)).toEqual([{ tag: "make", n: 1, widget: "one" }]);
  });

  test("may fail: the user is told, and can click again", () => {
    const { tab, saved, making, ask } = started();
    ask("one");
    tab.socket.say({ tag: "made", n: 1, reason: "The file could not be created." });
    expect(notices(tab)).toEqual(["The file could not be created."]);
    expect(making.isOn("one")).toBe(false);

    ask("one");
    tab.socket.say({ tag: "made", n: 2, url: "/media/a" });

    expect(saved).toEqual(["one: /media/a"]);
  });

  test("are saved once, though the answer comes twice", () => {
    const { tab, saved, ask } = started();
    ask("one");
    for (const n of [1, 1, 7]) tab.socket.say({ tag: "made", n, url: "/media/a" });

    expect(saved).toEqual(["one: /media/a"]);
    expect(notices(tab)).toEqual([]);
  });
});

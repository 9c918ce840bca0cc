import { describe, expect, test } from "vitest";
import type { WireNode } from "../src/protocol.gen";
import { FakeTab, page } from "./fakes";

const box = (value: boolean): WireNode => [2, { tag: "checkbox", id: "box", value }, []];
const entered = (tab: FakeTab) => tab.session.values.entered("box").peek()?.value;

describe("what the user entered", () => {
  test("counts until the event that carried it is answered", () => {
    const tab = new FakeTab().start(box(false));
    tab.enter("box", true);
    expect(entered(tab)).toBe(true);

    tab.update({ answered: 1, patches: [["set", 2, { value: true }]] });
    expect(entered(tab)).toBeUndefined();
  });

  test("is not taken back by the answer to an earlier event", () => {
    const tab = new FakeTab().start(box(false));
    tab.enter("box", true);
    tab.enter("box", false);
    tab.update({ answered: 1, patches: [["set", 2, { value: true }]] });
    expect(entered(tab)).toBe(false);

    tab.update({ answered: 2, patches: [["set", 2, { value: false }]] });
    expect(entered(tab)).toBeUndefined();
  });

  test("is not taken back by what the server says meanwhile", () => {
    const tab = new FakeTab().start(box(false));
    tab.enter("box", true);
    tab.update({ patches: [["set", 2, { value: false }]], running: true });

    expect(entered(tab)).toBe(true);
  });

  test("outlasts a reconnect", () => {
    const tab = new FakeTab().start(box(false));
    tab.enter("box", true);
    tab.reconnect({ received: 0 });
    expect(entered(tab)).toBe(true);
    expect(tab.socket.events).toHaveLength(1);
  });

  test("is forgotten when its widget leaves the page", () => {
    const tab = new FakeTab().start(box(false));
    tab.enter("box", true);
    tab.update({ patches: [["drop", 2]] });

    expect(entered(tab)).toBeUndefined();
  });

  test("is told to the session that comes in place of a lost one", () => {
    const tab = new FakeTab().start(box(false));
    tab.enter("box", true);
    tab.reconnect({ resumed: false });
    expect(entered(tab)).toBe(true);
    expect(tab.socket.events).toHaveLength(0);

    tab.page({ root: page(box(false)) });
    expect(tab.socket.events.at(-1)?.values).toEqual({ box: true });
  });

  test("waits until the first run of that session is over, with the page as it was", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.hold("box", true, "form");
    tab.reconnect({ resumed: false });

    tab.page({ root: page(), running: true });
    expect(entered(tab)).toBe(true);
    expect(tab.session.tree.toWire()).toEqual(page(box(false)));

    tab.update({ patches: [["put", 1, 0, box(false)]] });
    expect(entered(tab)).toBe(true);
    tab.session.values.submit("form", "button");
    expect(tab.socket.events.at(-1)?.values).toEqual({ box: true });
  });

  test("is forgotten where that session has no such widget", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.hold("box", true, "form");
    tab.reconnect({ resumed: false });
    tab.page({ root: page() });

    expect(entered(tab)).toBeUndefined();
  });
});

import { describe, expect, test } from "vitest";
import type { WireNode } from "../src/protocol.gen";
import { FakeTab } from "./fakes";

const box = (value: boolean): WireNode => [2, { tag: "checkbox", id: "box", value }, []];
const entered = (tab: FakeTab) => tab.session.values.entered("box").peek()?.value;

describe("what the user entered", () => {
  test("counts until the event that carried it is answered", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.change("box", true);
    expect(entered(tab)).toBe(true);

    tab.update({ answered: 1, patches: [["set", 2, { value: true }]] });
    expect(entered(tab)).toBeUndefined();
  });

  test("is not taken back by the answer to an earlier event", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.change("box", true);
    tab.session.values.change("box", false);
    tab.update({ answered: 1, patches: [["set", 2, { value: true }]] });
    expect(entered(tab)).toBe(false);

    tab.update({ answered: 2, patches: [["set", 2, { value: false }]] });
    expect(entered(tab)).toBeUndefined();
  });

  test("is not taken back by what the server says meanwhile", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.change("box", true);
    tab.update({ patches: [["set", 2, { value: false }]], running: true });

    expect(entered(tab)).toBe(true);
  });

  test("outlasts a reconnect", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.change("box", true);
    tab.reconnect({ received: 0 });
    expect(entered(tab)).toBe(true);
    expect(tab.socket.events).toHaveLength(1);
  });

  test("is forgotten when its widget leaves the page", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.change("box", true);
    tab.update({ patches: [["drop", 2]] });

    expect(entered(tab)).toBeUndefined();
  });

  test("is void when the session is another one", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.change("box", true);
    tab.reconnect({ resumed: false });

    expect(entered(tab)).toBeUndefined();
  });
});

describe("a value that is held", () => {
  test("goes along with the next event", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.hold("box", true);
    expect(tab.socket.events).toEqual([]);
    expect(entered(tab)).toBe(true);

    tab.session.values.trigger("button");
    expect(tab.socket.events).toMatchObject([{ values: { box: true }, trigger: "button" }]);
  });

  test("goes along with a rerun", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.hold("box", true);
    tab.session.rerun();

    expect(tab.socket.events).toMatchObject([{ values: { box: true } }]);
  });

  test("is not sent once its widget has left the page", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.hold("box", true);
    tab.update({ patches: [["drop", 2]] });
    tab.session.rerun();

    expect(tab.socket.events).toEqual([{ tag: "event", n: 1, seen: 2 }]);
  });
});

describe("the script", () => {
  test("runs from the user's action on until it is answered", () => {
    const tab = new FakeTab();
    const { scriptState } = tab.session;
    expect(scriptState.peek()).toBe("initial");
    tab.start();
    expect(scriptState.peek()).toBe("notRunning");

    tab.session.values.trigger("button");
    expect(scriptState.peek()).toBe("running");
    tab.update({ running: true });
    expect(scriptState.peek()).toBe("running");
    tab.update({ answered: 1 });
    expect(scriptState.peek()).toBe("notRunning");
  });

  test("runs while the server says so", () => {
    const tab = new FakeTab().start();
    tab.update({ running: true });

    expect(tab.session.scriptState.peek()).toBe("running");
  });

  test("that was saved is offered, and no longer once it has run", () => {
    const tab = new FakeTab().start();
    tab.socket.say({ tag: "script_changed" });
    expect(tab.session.hasChangedScript.peek()).toBe(true);

    tab.session.rerun();
    expect(tab.session.hasChangedScript.peek()).toBe(false);
  });

  test("runs on save if the user wishes", () => {
    const tab = new FakeTab().start();
    tab.session.runOnSave(true);

    expect(tab.socket.sent.at(-1)).toEqual({ tag: "run_on_save", on: true });
  });

  test("is stopped by the user", () => {
    const tab = new FakeTab().start();
    tab.session.stopScript();

    expect(tab.socket.sent.at(-1)).toEqual({ tag: "stop" });
  });
});

test("a value that was refused is told", () => {
  const tab = new FakeTab().start(box(false));
  tab.socket.say({ tag: "refused", event: 1, widget: "box", reason: "No." });

  expect(tab.session.notices.peek().map(({ text }) => text)).toEqual(["No."]);
});

describe("a value in a form", () => {
  test("goes along with the form's button and with nothing else", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.hold("box", true, "form");
    tab.session.values.flush();
    expect(tab.socket.events).toEqual([]);

    tab.session.values.trigger("button");
    tab.session.values.submit("another form", "its button");
    tab.session.rerun();
    expect(tab.socket.events.map(({ values }) => values)).toEqual([undefined, undefined, undefined]);
    expect(entered(tab)).toBe(true);

    tab.session.values.submit("form", "submit");
    expect(tab.socket.events.at(-1)).toMatchObject({ values: { box: true }, trigger: "submit" });
  });

  test("counts until the form's answer", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.hold("box", true, "form");
    tab.update({ answered: 0 });
    expect(entered(tab)).toBe(true);

    tab.session.values.submit("form", "submit");
    tab.update({ answered: 1 });
    expect(entered(tab)).toBeUndefined();
  });

  test("is not sent once its widget has left the page", () => {
    const tab = new FakeTab().start(box(false));
    tab.session.values.hold("box", true, "form");
    tab.update({ patches: [["drop", 2]] });
    tab.session.values.submit("form", "submit");

    expect(tab.socket.events).toEqual([{ tag: "event", n: 1, trigger: "submit", seen: 2 }]);
  });
});

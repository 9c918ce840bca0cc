import { describe, expect, test } from "vitest";
import { BEHIND, type WireNode } from "../src/protocol.gen";
import { FakeTab, page } from "./fakes";

const click = (tab: FakeTab, button = "button") => tab.session.values.trigger(button);

describe("a store that is behind what the tab was told", () => {
  const field = (value: string): WireNode => [2, { tag: "text_input", id: "a", value }, []];

  function asked(): FakeTab {
    const tab = new FakeTab().start(field("page"));
    click(tab);
    tab.socket.say({ tag: "saved", acknowledged: 1 });
    tab.session.values.hold("a", "typed");
    click(tab);
    tab.socket.end(BEHIND);
    return tab;
  }

  test("ends the connection, until the user has decided", () => {
    const tab = asked();
    tab.clock.pass(60_000);

    expect(tab.session.connection.value).toEqual({ tag: "ended", code: BEHIND });
    expect(tab.sockets).toHaveLength(1);
  });

  test("may be gone on from: what was done since is void, what was typed is sent again", () => {
    const tab = asked();
    tab.session.goBack();
    tab.socket.open();
    expect(tab.socket.sent[0]).toMatchObject({ tab: "tab-1", acknowledged: 0 });
    tab.welcome({ received: 0 });
    expect(tab.socket.events).toEqual([]);
    tab.socket.say({ tag: "page", n: 1, root: page(field("old")) });

    expect(tab.socket.events).toMatchObject([{ n: 1, values: { a: "typed" } }]);
    expect(tab.socket.events[0]?.trigger).toBeUndefined();
  });

  test("is no reason to ask again once the user has gone on", () => {
    const tab = asked();
    tab.session.goBack();
    tab.welcome({ received: 0 });
    tab.socket.end();
    tab.clock.pass(5000);
    tab.socket.open();

    expect(tab.socket.sent[0]).toMatchObject({ tab: "tab-1", acknowledged: 0 });
  });
});

describe("a page load whose session is gone", () => {
  const notices = (tab: FakeTab) => tab.session.notices.value.length;

  test("tells of it if something was lost", () => {
    const tab = new FakeTab();
    tab.session.start();
    tab.welcome({ resumed: false, is_lost: true });
    expect(notices(tab)).toBe(1);
  });

  test("and not if it is a new one in any case", () => {
    expect(notices(new FakeTab().start())).toBe(0);
  });
});

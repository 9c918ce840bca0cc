import { describe, expect, test } from "vitest";
import {
  BAD_MESSAGE,
  OUTDATED,
  SHUTTING_DOWN,
  TAKEN_OVER,
  TOO_LARGE,
} from "../src/protocol.gen";
import { FakeSocket, FakeTab, page } from "./fakes";

const click = (tab: FakeTab, button = "button") => tab.session.values.trigger(button);
const numbers = (tab: FakeTab) => tab.socket.events.map(({ n }) => n);

describe("hello", () => {
  test("the first message says who is there", () => {
    const tab = new FakeTab();
    tab.session.start();
    tab.socket.open();

    expect(tab.socket.sent).toEqual([
      {
        tag: "hello",
        protocol: 1,
        instance: "this page load",
        seen: 0,
        location: { page: "", query: "" },
        browser: { locale: "en" },
      },
    ]);
  });

  test("a reconnect names the session, and what has been seen of it", () => {
    const tab = new FakeTab().start();
    tab.update();
    tab.reconnect();

    expect(tab.socket.sent[0]).toMatchObject({ tag: "hello", tab: "tab-1", seen: 2 });
  });

  test("says which events are known to be committed, and whose word that is", () => {
    const tab = new FakeTab().start();
    tab.reconnect({ epoch: 12, has_all: "all" });
    click(tab);
    tab.socket.say({ tag: "saved", acknowledged: 1 });
    tab.socket.end();
    tab.clock.pass(5000);
    tab.socket.open();

    expect(tab.socket.sent[0]).toMatchObject({
      tab: "tab-1",
      acknowledged: 1,
      epoch: 12,
      has_all: "all",
    });
  });

  test("of a duplicated tab says so until it has a session of its own", () => {
    const tab = new FakeTab();
    tab.memory.own = { tab: "tab-1", is_copy: true, acknowledged: 3, epoch: 12 };
    tab.session.start();
    tab.socket.end();
    tab.clock.pass(5000);
    tab.socket.open();
    expect(tab.socket.sent[0]).toMatchObject({ tab: "tab-1", is_copy: true });
    tab.socket.say({ tag: "welcome", tab: "tab-2", resumed: false });

    expect(tab.memory.own).toEqual({
      tab: "tab-2",
      acknowledged: 0,
      epoch: 0,
      has_all: "",
    });
  });
});

describe("a socket that the page has opened and said hello on", () => {
  const welcome = { tag: "welcome", tab: "tab-1", resumed: false } as const;
  const shown = { tag: "page", n: 1, root: page() } as const;

  test("is gone on with: what came on it is taken first", () => {
    const tab = new FakeTab({ socket: new FakeSocket(), received: [welcome, shown] });
    tab.session.start();

    expect(tab.sockets).toHaveLength(1);
    expect(tab.socket.sent).toEqual([]);
    expect(tab.memory.own.tab).toBe("tab-1");
    expect(tab.session.tree.root.value).toBeDefined();
    tab.socket.say({ tag: "update", n: 2 });
    click(tab);
    expect(tab.socket.events).toEqual([{ tag: "event", n: 1, trigger: "button", seen: 2 }]);
  });

  test("may still be without an answer", () => {
    const tab = new FakeTab({ socket: new FakeSocket(), received: [] });
    tab.session.start();
    click(tab);
    expect(tab.socket.sent).toEqual([]);

    tab.socket.say(welcome);
    expect(tab.socket.sent).toEqual([]); // What was meant for no session yet is void.
    click(tab);
    expect(numbers(tab)).toEqual([1]);
  });

  test("is used once: the next one is opened here, and greeted", () => {
    const tab = new FakeTab({ socket: new FakeSocket(), received: [welcome, shown] });
    tab.session.start();
    tab.reconnect();

    expect(tab.sockets).toHaveLength(2);
    expect(tab.socket.sent[0]).toMatchObject({ tag: "hello", tab: "tab-1", seen: 1 });
  });

  test("is let go when what came on it cannot be drawn", () => {
    const broken = { ...shown, root: undefined as never };
    const tab = new FakeTab({ socket: new FakeSocket(), received: [welcome, broken, shown] });
    tab.session.start();

    expect(tab.sockets[0]?.isClosed).toBe(true);
    expect(tab.session.tree.root.value).toBeUndefined();
  });
});

describe("events", () => {
  test("are not sent on a socket that closes, but on the next one", () => {
    const tab = new FakeTab().start();
    tab.socket.isClosing = true;
    click(tab);
    tab.reconnect();

    expect(numbers(tab)).toEqual([1]);
  });

  test("go on from what the session has received", () => {
    const tab = new FakeTab();
    tab.session.start();
    tab.welcome({ received: 7 });
    click(tab);

    expect(tab.socket.events).toEqual([{ tag: "event", n: 8, trigger: "button", seen: 0 }]);
  });

  test("wait for the welcome", () => {
    const tab = new FakeTab();
    tab.session.start();
    click(tab);
    tab.socket.open();
    expect(numbers(tab)).toEqual([]);

    tab.socket.say({ tag: "welcome", tab: "tab-1", resumed: true, received: 0 });
    expect(numbers(tab)).toEqual([1]);
  });

  test("are sent again after a reconnect, in order, without those that arrived", () => {
    const tab = new FakeTab().start();
    click(tab, "a");
    click(tab, "b");
    click(tab, "c");
    tab.reconnect({ received: 1 });

    expect(tab.socket.events.map(({ n, trigger }) => [n, trigger])).toEqual([
      [2, "b"],
      [3, "c"],
    ]);
  });

  test("are not sent again once they are acknowledged", () => {
    const tab = new FakeTab().start();
    click(tab);
    tab.update({ answered: 1, acknowledged: 1 });
    tab.reconnect({ received: 0 });

    expect(numbers(tab)).toEqual([]);
  });

  test("made while there is no connection are sent by the next, a click each", () => {
    const tab = new FakeTab().start();
    tab.socket.end();
    for (let count = 0; count < 15; count++) click(tab);
    tab.clock.pass(5000);
    tab.welcome();

    expect(numbers(tab)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  });

  test("meant for a session that is gone are void", () => {
    const tab = new FakeTab().start();
    tab.socket.end();
    click(tab);
    tab.clock.pass(5000);
    tab.welcome({ resumed: false, tab: "tab-2" });

    expect(numbers(tab)).toEqual([]);
    expect(tab.memory.own.tab).toBe("tab-2");
    expect(tab.session.notices.peek()).toHaveLength(1);
  });

  test("keep to the pace that the server asks for", () => {
    const tab = new FakeTab();
    tab.session.start();
    tab.welcome({ events_per_second: 10, events_burst: 20 });
    for (let count = 0; count < 30; count++) click(tab);

    expect(numbers(tab)).toHaveLength(18);
    tab.clock.pass(1000);
    expect(numbers(tab)).toHaveLength(27);
    tab.clock.pass(1000);
    expect(numbers(tab)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  test("that only carry values merge while they wait, and no click is merged", () => {
    const tab = new FakeTab();
    tab.session.start();
    tab.welcome({ events_per_second: 10, events_burst: 2 });
    for (let position = 1; position <= 50; position++)
      tab.enter("slider", position);
    click(tab);
    click(tab);
    tab.enter("slider", 99);
    tab.enter("slider", 100);
    tab.clock.pass(1000);

    expect(tab.socket.events.map(({ values, trigger }) => [values?.["slider"], trigger])).toEqual([
      [1, undefined],
      [50, "button"],
      [undefined, "button"],
      [100, undefined],
    ]);
  });
});

describe("numbered messages", () => {
  test("are applied once, however often they come", () => {
    const tab = new FakeTab().start();
    const patch = ["put", 1, 0, [2, { tag: "text", body: "once" }, []]] as const;
    tab.socket.say({ tag: "update", n: 2, patches: [patch] });
    tab.socket.say({ tag: "update", n: 2, patches: [patch] });

    expect(tab.session.tree.toWire()).toEqual(page([2, { tag: "text", body: "once" }, []]));
  });

  test("are confirmed when four have come", () => {
    const tab = new FakeTab().start();
    for (let count = 0; count < 3; count++) tab.update();

    expect(tab.socket.sent.at(-1)).toEqual({ tag: "seen", n: 4 });
  });

  test("are confirmed after a while when nothing else goes out", () => {
    const tab = new FakeTab().start();
    tab.clock.pass(1000);

    expect(tab.socket.sent.at(-1)).toEqual({ tag: "seen", n: 1 });
  });

  test("are confirmed by an event, and then not again", () => {
    const tab = new FakeTab().start();
    click(tab);
    tab.clock.pass(1000);

    expect(tab.socket.sent.at(-1)).toMatchObject({ tag: "event", seen: 1 });
  });

  test("of which one does not fit the page make the tab ask for all of it", () => {
    const tab = new FakeTab().start();
    const [first] = tab.sockets;
    tab.update({ patches: [["drop", 99]] });
    expect(first?.isClosed).toBe(true);
    tab.clock.pass(5000);
    tab.welcome();

    expect(tab.socket.sent[0]).toMatchObject({ tag: "hello", seen: 0 });
  });

  test("may start over with a whole page from a server that took over", () => {
    const tab = new FakeTab().start();
    for (let count = 0; count < 9; count++) tab.update();
    tab.reconnect();
    tab.socket.say({ tag: "page", n: 1, root: page([2, { tag: "text", body: "here" }, []]) });
    tab.socket.say({ tag: "update", n: 2, patches: [["set", 2, { body: "and now" }]] });

    expect(tab.session.tree.toWire()).toEqual(page([2, { tag: "text", body: "and now" }, []]));
  });

  test("of a server that took over are confirmed as well, though it counts anew", () => {
    const tab = new FakeTab().start();
    for (let count = 0; count < 9; count++) tab.update();
    tab.reconnect();
    click(tab);
    tab.socket.say({ tag: "page", n: 1, root: page([2, { tag: "text", body: "here" }, []]) });
    for (let n = 2; n <= 4; n++) tab.socket.say({ tag: "update", n, patches: [] });

    expect(tab.socket.sent.at(-1)).toEqual({ tag: "seen", n: 4 });
  });

  test("need none beside them to say how far events are saved", () => {
    const tab = new FakeTab().start();
    click(tab);
    tab.socket.say({ tag: "saved", acknowledged: 1, waits: true });
    expect(tab.session.isUnsaved.value).toBe(true);
    tab.reconnect();
    tab.socket.say({ tag: "saved", acknowledged: 1 });

    expect(tab.session.isUnsaved.value).toBe(false);
    expect(tab.socket.events).toEqual([]);
  });
});

describe("a connection that ends", () => {
  test("is tried again after 0.1, 0.2, 0.4 … and at most 5 seconds", () => {
    const tab = new FakeTab().start();
    const waits = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      tab.socket.end();
      const before = tab.sockets.length;
      let waited = 0;
      for (; tab.sockets.length === before; waited += 100) tab.clock.pass(100);
      waits.push(waited);
    }

    expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  test("starts with short waits again after it has worked", () => {
    const tab = new FakeTab().start();
    for (let attempt = 0; attempt < 5; attempt++) {
      tab.socket.end();
      tab.clock.pass(5000);
    }
    tab.welcome();
    tab.update();
    tab.socket.end();
    const before = tab.sockets.length;
    tab.clock.pass(100);

    expect(tab.sockets.length).toBe(before + 1);
  });

  test("is tried at once when the user looks at the page", () => {
    const tab = new FakeTab().start();
    tab.socket.end();
    tab.session.retryNow();

    expect(tab.sockets).toHaveLength(2);
  });

  test("is not doubled when the user looks at a page that is connected", () => {
    const tab = new FakeTab().start();
    tab.session.retryNow();

    expect(tab.sockets).toHaveLength(1);
  });

  test("is replaced when the network changed, for it may be none", () => {
    const tab = new FakeTab().start();
    tab.session.renew();

    expect(tab.sockets).toHaveLength(2);
    expect(tab.sockets[0]?.isClosed).toBe(true);
  });

  test("is given up for another when the server says nothing", () => {
    const tab = new FakeTab();
    tab.session.start();
    tab.clock.pass(10_200);

    expect(tab.sockets.length).toBeGreaterThan(1);
  });

  test("says so, and when it is back", () => {
    const tab = new FakeTab();
    const states: string[] = [];
    tab.session.connection.subscribe(({ tag }) => states.push(tag));
    tab.start();
    tab.socket.end(SHUTTING_DOWN);
    tab.clock.pass(5000);
    tab.welcome();

    expect(states).toEqual(["connecting", "connected", "connecting", "connected"]);
  });

  test.each([TAKEN_OVER, OUTDATED])("for the reason %i is not tried again", (code) => {
    const tab = new FakeTab().start();
    tab.socket.end(code);
    tab.clock.pass(60_000);
    tab.session.retryNow();
    tab.session.renew();

    expect(tab.session.connection.peek()).toEqual({ tag: "ended", code });
    expect(tab.sockets).toHaveLength(1);
  });

  test("because it was taken over can be taken back", () => {
    const tab = new FakeTab().start();
    tab.socket.end(TAKEN_OVER);
    tab.session.start();
    tab.welcome();

    expect(tab.session.connection.peek().tag).toBe("connected");
  });

  test("over what was sent is resumed without it", () => {
    const tab = new FakeTab().start();
    tab.enter("text", "far too long");
    click(tab);
    tab.socket.end(TOO_LARGE);
    tab.clock.pass(5000);
    tab.welcome({ received: 0 });

    expect(tab.socket.events.map(({ n, trigger }) => [n, trigger])).toEqual([[1, "button"]]);
    expect(tab.session.values.entered("text").peek()).toBeUndefined();
    expect(tab.session.notices.peek()).toHaveLength(1);
  });

  test("over the greeting itself is not tried again", () => {
    const tab = new FakeTab();
    tab.session.start();
    tab.socket.open();
    tab.socket.end(BAD_MESSAGE);

    expect(tab.session.connection.peek().tag).toBe("ended");
  });

  test("is deaf: what an old socket still says is not heard", () => {
    const tab = new FakeTab().start();
    const [old] = tab.sockets;
    tab.session.renew();
    old?.say({ tag: "page", n: 9, root: page([5, { tag: "text", body: "late" }, []]) });

    expect(tab.session.tree.toWire()).toEqual(page());
  });
});

/** Where the tab is: what the page says, and what the user does. */
import { describe, expect, test } from "vitest";
import { pathOf } from "../src/address";
import type { WireElement } from "../src/protocol.gen";
import { FakeTab } from "./fakes";

const at = (tab: FakeTab) => tab.address.history.map(pathOf);

const says = (tab: FakeTab, place: Partial<Extract<WireElement, { tag: "app" }>>, answered = 0) =>
  tab.update({ answered, patches: [["set", 0, place]] });

describe("what the page says of its place", () => {
  test("is what the address says", () => {
    const tab = new FakeTab().start();
    says(tab, { page: "details", query: "id=7" });

    expect(at(tab)).toEqual(["/", "/details?id=7"]);
  });

  test("is one step of the history for queries that follow one another quickly", () => {
    const tab = new FakeTab().start();
    says(tab, { query: "n=1" });
    says(tab, { query: "n=2" });
    tab.clock.pass(500);
    says(tab, { query: "n=3" });
    expect(at(tab)).toEqual(["/", "/?n=3"]);

    tab.clock.pass(1500);
    says(tab, { query: "n=4" });
    expect(at(tab)).toEqual(["/", "/?n=3", "/?n=4"]);
  });

  test("takes the place of an address that the app does not have", () => {
    const tab = new FakeTab().start();
    tab.session.navigate({ page: "nowhere", query: "" });
    says(tab, { notice: "This app has no such page." }, 1);

    expect(at(tab)).toEqual(["/", "/"]);
  });

  test("changes nothing when it is said again", () => {
    const tab = new FakeTab().start();
    says(tab, { page: "details" });
    says(tab, { title: "Details" });

    expect(at(tab)).toEqual(["/", "/details"]);
  });
});

describe("where the user goes", () => {
  test("is told as one event, and shown at once", () => {
    const tab = new FakeTab().start();
    tab.session.navigate({ page: "details", query: "" });

    expect(at(tab)).toEqual(["/", "/details"]);
    expect(tab.socket.events).toMatchObject([
      { tag: "event", n: 1, location: { page: "details", query: "" } },
    ]);
  });

  test("keeps how the page is embedded", () => {
    const tab = new FakeTab().start();
    says(tab, { query: "embed=true&id=7&embed_options=dark_theme" });
    tab.session.navigate({ page: "details", query: "" });
    tab.session.navigate({ page: "about", query: "n=1" });

    expect(at(tab).slice(-2)).toEqual([
      "/details?embed=true&embed_options=dark_theme",
      "/about?n=1&embed=true&embed_options=dark_theme",
    ]);
  });

  test("is not taken back by a page of before", () => {
    const tab = new FakeTab().start();
    tab.session.navigate({ page: "details", query: "" });
    tab.session.navigate({ page: "about", query: "" });
    says(tab, { page: "details" }, 1);
    expect(at(tab)).toEqual(["/", "/details", "/about"]);

    says(tab, { page: "about" }, 2);
    expect(at(tab)).toEqual(["/", "/details", "/about"]);
  });

  test("may be answered by another place, which takes its own", () => {
    const tab = new FakeTab().start();
    tab.session.navigate({ page: "old", query: "" });
    says(tab, { page: "new" }, 1);

    expect(at(tab)).toEqual(["/", "/new"]);
  });

  test("comes after what was entered on the page before", () => {
    const tab = new FakeTab().start([2, { tag: "text_input", id: "name" }, []]);
    tab.session.values.hold("name", "Ada");
    tab.session.navigate({ page: "details", query: "" });

    expect(tab.socket.events.map(({ values, location }) => [values, location?.page])).toEqual([
      [{ name: "Ada" }, undefined],
      [undefined, "details"],
    ]);
  });

  test("back to where the page is already tells nothing", () => {
    const tab = new FakeTab().start();
    tab.session.wentTo({ page: "", query: "" });

    expect(tab.socket.events).toEqual([]);
  });

  test("says whether it was by a link of the page", () => {
    const tab = new FakeTab().start();
    tab.session.navigate({ page: "details", query: "" });
    tab.session.wentTo({ page: "", query: "" });

    expect(tab.socket.events.map((event) => event.is_link)).toEqual([true, undefined]);
  });

  test("is put right in place, until the run that follows is over", () => {
    const tab = new FakeTab().start();
    tab.session.navigate({ page: "details", query: "n=99" });
    tab.update({ answered: 1, running: true, patches: [["set", 0, { page: "details" }]] });
    tab.clock.pass(2000);
    says(tab, { query: "n=1" }, 1);
    expect(at(tab)).toEqual(["/", "/details?n=1"]);

    tab.clock.pass(2000);
    says(tab, { query: "n=2" }, 1);
    expect(at(tab)).toEqual(["/", "/details?n=1", "/details?n=2"]);
  });

  test("is sent again after a reconnect, in its order", () => {
    const tab = new FakeTab().start();
    tab.session.navigate({ page: "details", query: "" });
    tab.session.values.trigger("button");
    tab.reconnect({ received: 0 });

    expect(tab.socket.events.map(({ n, location, trigger }) => [n, location?.page ?? trigger])).toEqual([
      [1, "details"],
      [2, "button"],
    ]);
  });
});

test("an address is of the page's name, whatever letters that has", () => {
  expect(pathOf({ page: "Über uns/50 %", query: "a=1" })).toBe("/%C3%9Cber%20uns%2F50%20%25?a=1");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { Outbox } from "../src/outbox";

const values = (entries: Record<string, unknown> = {}) => new Map(Object.entries(entries));

function sendAll(outbox: Outbox) {
  const sent = [];
  while (outbox.hasUnsent) {
    const { n, values: carried, trigger } = outbox.next();
    sent.push({ n, values: Object.fromEntries(carried), trigger });
  }
  return sent;
}

test("values that wait become one event, of which the newest wins", () => {
  const outbox = new Outbox();
  outbox.add(values({ a: 1, b: 1 }));
  outbox.add(values({ a: 2 }));

  expect(sendAll(outbox)).toEqual([{ n: 1, values: { a: 2, b: 1 }, trigger: undefined }]);
});

test("a click takes along what waits before it, and nothing that comes after", () => {
  const outbox = new Outbox();
  outbox.add(values({ a: 1 }));
  outbox.add(values({ a: 2 }), "button");
  outbox.add(values({ a: 3 }));

  expect(sendAll(outbox)).toEqual([
    { n: 1, values: { a: 2 }, trigger: "button" },
    { n: 2, values: { a: 3 }, trigger: undefined },
  ]);
});

test("every click stays an event of its own", () => {
  const outbox = new Outbox();
  for (let click = 0; click < 40; click++) outbox.add(values(), "button");

  expect(sendAll(outbox).map(({ n }) => n)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
});

test("what was sent never changes, whatever comes after", () => {
  const outbox = new Outbox();
  const first = outbox.add(values({ a: 1 }));
  sendAll(outbox);
  const second = outbox.add(values({ a: 2 }));

  expect(second).not.toBe(first);
  expect(first.values.get("a")).toBe(1);
});

test("after a reconnect only what was not received is sent again, in order", () => {
  const outbox = new Outbox();
  for (const name of ["x", "y", "z"]) outbox.add(values(), name);
  sendAll(outbox);

  outbox.resume(1);

  expect(sendAll(outbox).map(({ n, trigger }) => [n, trigger])).toEqual([
    [2, "y"],
    [3, "z"],
  ]);
});

test("what was received but is not acknowledged is kept: the server may yet lose it", () => {
  const outbox = new Outbox();
  outbox.add(values(), "x");
  sendAll(outbox);
  outbox.resume(1);
  expect(outbox.hasUnsent).toBe(false);

  outbox.resume(0);

  expect(sendAll(outbox)).toHaveLength(1);
});

test("what comes after acknowledged events is sent", () => {
  const outbox = new Outbox();
  for (const name of ["x", "y"]) outbox.add(values(), name);
  sendAll(outbox);
  outbox.acknowledge(1);
  outbox.add(values(), "z");

  expect(sendAll(outbox).map(({ n, trigger }) => [n, trigger])).toEqual([[3, "z"]]);
});

test("a session that lost acknowledged events gets the rest without a gap", () => {
  const outbox = new Outbox();
  for (const name of ["x", "y", "z"]) outbox.add(values(), name);
  sendAll(outbox);
  outbox.acknowledge(2);

  outbox.resume(0);

  expect(sendAll(outbox).map(({ n, trigger }) => [n, trigger])).toEqual([[1, "z"]]);
});

test("a page that is loaded anew goes on with the session's numbers", () => {
  const outbox = new Outbox();
  outbox.resume(41);
  outbox.add(values(), "x");

  expect(sendAll(outbox)[0]?.n).toBe(42);
});

test("an event that the server does not take is given up, and the rest moves up", () => {
  const outbox = new Outbox();
  for (const name of ["x", "y", "z"]) outbox.add(values(), name);
  sendAll(outbox);

  expect(outbox.refuse(1)?.trigger).toBe("y");
  outbox.resume(1);

  expect(sendAll(outbox).map(({ n, trigger }) => [n, trigger])).toEqual([[2, "z"]]);
});

test("clicks arrive exactly once, in order, however often the connection drops", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("click" as const) }),
    fc.record({ kind: fc.constant("value" as const) }),
    fc.record({ kind: fc.constant("send" as const), arrive: fc.boolean() }),
    fc.record({ kind: fc.constant("acknowledge" as const) }),
    fc.record({ kind: fc.constant("reconnect" as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const outbox = new Outbox();
      const clicked: string[] = [];
      const received: string[] = [];
      let last = 0; // What the server has received.
      let isConnected = true;
      let value = 0;
      const receive = (event: { n: number; trigger: string | undefined }) => {
        if (event.n <= last) return;
        expect(event.n).toBe(last + 1);
        last = event.n;
        if (event.trigger) received.push(event.trigger);
      };
      for (const now of steps) {
        if (now.kind === "click") {
          clicked.push(`click ${clicked.length}`);
          outbox.add(values(), clicked.at(-1));
        } else if (now.kind === "value") outbox.add(values({ a: ++value }));
        else if (now.kind === "acknowledge") outbox.acknowledge(last);
        else if (now.kind === "reconnect") {
          outbox.resume(last);
          isConnected = true;
        } else if (outbox.hasUnsent) {
          const event = outbox.next();
          isConnected &&= now.arrive; // Once one is lost, so is all after it.
          if (isConnected) receive(event);
        }
      }
      outbox.resume(last);
      while (outbox.hasUnsent) receive(outbox.next());
      expect(received).toEqual(clicked);
    }),
  );
});

/** Drawings follow what is wanted: one step after the other, and only the last wish counts. */
import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, test } from "vitest";
import { type Begin, useDrawing } from "../../../src/elements/charts/use_drawing";

/** A library that takes its time, and writes down what it is told. */
class SlowLibrary {
  readonly said: string[] = [];
  #waiting: (() => void)[] = [];

  readonly begin: Begin<string> = async (box, wanted) => {
    this.said.push(`begin ${wanted}`);
    await this.#turn();
    if (wanted === "broken") throw new Error("No such axis.");
    box.textContent = wanted;
    return {
      update: async (other) => {
        this.said.push(`update ${other}`);
        await this.#turn();
        if (other === "broken") throw new Error("No such axis.");
        box.textContent = other;
      },
      end: () => this.said.push("end"),
    };
  };

  /** Lets it finish what it is at. */
  async finish(): Promise<void> {
    await act(async () => {
      this.#waiting.shift()?.();
      await settled();
    });
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

let library: SlowLibrary;
let root: HTMLElement;

beforeEach(() => {
  library = new SlowLibrary();
  root = document.createElement("div");
  document.body.replaceChildren(root);
});

function Chart({ wanted }: { readonly wanted: string | undefined }) {
  const { box, failure, isDrawn } = useDrawing(library.begin, wanted);
  return (
    <div data-drawn={isDrawn}>
      {failure instanceof Error && <p>{failure.message}</p>}
      <div ref={box} class="box" />
    </div>
  );
}

async function show(wanted: string | undefined): Promise<void> {
  await act(() => render(<Chart wanted={wanted} />, root)); // With its effects.
}

describe("a drawing", () => {
  test("begins once and is then updated in place", async () => {
    await show("a");
    await library.finish();
    await show("b");
    await library.finish();
    expect(library.said).toEqual(["begin a", "update b"]);
    expect(root.querySelector(".box")?.textContent).toBe("b");
    expect(root.querySelector("[data-drawn=true]")).not.toBeNull();
  });

  test("skips what is not wanted any more", async () => {
    await show("a");
    await show("b");
    await show("c");
    await library.finish();
    await library.finish();
    expect(library.said).toEqual(["begin a", "update c"]);
  });

  test("stays while the next one is not known yet", async () => {
    await show("a");
    await library.finish();
    await show(undefined);
    expect(library.said).toEqual(["begin a"]);
    expect(root.querySelector(".box")?.textContent).toBe("a");
  });

  test("tells why it failed, and begins anew with the next wish", async () => {
    await show("a");
    await library.finish();
    await show("broken");
    await library.finish();
    expect(root.textContent).toBe("No such axis.");
    await show("c");
    await library.finish();
    expect(library.said).toEqual(["begin a", "update broken", "end", "begin c"]);
    expect(root.textContent).toBe("c");
  });

  test("ends with its element, also while it begins", async () => {
    await show("a");
    await act(() => render(null, root));
    await library.finish();
    expect(library.said).toEqual(["begin a", "end"]);
  });
});

/** A drawn tab: what a user sees and does, and how much of the document was touched. */
import { draw } from "../src/render";
import type { WireNode } from "../src/protocol.gen";
import { FakeTab } from "./fakes";

export class Screen {
  readonly tab = new FakeTab();
  readonly root = document.createElement("div");
  readonly #touched: MutationRecord[] = [];
  readonly #observer = new MutationObserver((records) => this.#touched.push(...records));

  constructor(...children: WireNode[]) {
    document.body.replaceChildren(this.root);
    draw(this.tab.session, this.root);
    this.tab.start(...children);
  }

  /** Until all that was changed is drawn. */
  async settled(): Promise<this> {
    await new Promise((resolve) => setTimeout(resolve));
    return this;
  }

  find<T extends Element = HTMLElement>(selector: string): T {
    const found = this.root.querySelector<T>(selector);
    if (!found) throw new Error(`There is no ${selector} in ${this.root.innerHTML}`);
    return found;
  }

  input(): HTMLInputElement {
    return this.find("input");
  }

  /** Types a text over what is there. */
  type(text: string): void {
    const input = this.input();
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  press(key: string, target: Element = this.input()): void {
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    target.dispatchEvent(new KeyboardEvent("keyup", { key, bubbles: true }));
  }

  /** What of the document changes while `action` runs and is drawn. */
  async touched(action: () => void): Promise<MutationRecord[]> {
    await this.settled();
    this.#touched.length = 0;
    this.#observer.observe(document.body, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    action();
    await this.settled();
    this.#touched.push(...this.#observer.takeRecords());
    this.#observer.disconnect();
    return this.#touched;
  }
}

/** One instance of a component: its part of the document, and its code's half of the conversation. */
import { admitComponent } from "../charts/admitted";

/** What a component's code is called with: at first, and whenever its data has changed. */
export interface Argument {
  readonly name: string;
  /** Unique in the page. */
  readonly key: string;
  readonly data: unknown;
  readonly parentElement: HTMLElement | ShadowRoot;
  setStateValue(name: string, value: unknown): void;
  setTriggerValue(name: string, value: unknown): void;
}

/** The default export of its module; it may return a function that cleans up. */
export type Renderer = (argument: Argument) => unknown;

export interface InstanceOptions {
  readonly name: string;
  readonly id: string;
  readonly html: string;
  readonly css: string;
  readonly isolates: boolean;
  readonly isInForm: boolean;
  readonly fail: (error: unknown) => void;
  /** Tells the server all states, and the triggers if there are any. */
  readonly report: (states: Named, fired: Named | undefined) => void;
}

type Named = Readonly<Record<string, unknown>>;

export class Instance {
  readonly #options: InstanceOptions;
  readonly #host: HTMLElement;
  readonly #root: HTMLElement | ShadowRoot;
  #render: Renderer | undefined;
  #cleanUp: unknown;
  #states: Named = {};
  #wanted: { readonly data: unknown } | undefined;
  #fired: Record<string, unknown> = {};
  #hasNews = false;
  #isOver = false;

  constructor(host: HTMLElement, options: InstanceOptions) {
    this.#options = options;
    // A shadow root cannot be taken off again, so each instance has an element of its own.
    this.#host = document.createElement("div");
    host.append(this.#host);
    this.#root = options.isolates ? this.#host.attachShadow({ mode: "open" }) : this.#host;
    admitComponent(this.#root);
    this.#root.innerHTML = options.html;
    if (options.css) {
      const style = document.createElement("style");
      style.textContent = options.css;
      this.#root.prepend(style);
    }
  }

  /** Its code has arrived. */
  begin(render: unknown): void {
    if (typeof render !== "function") {
      throw new TypeError("its JavaScript has no default export that is a function.");
    }
    this.#render = render as Renderer;
    this.#call();
  }

  /** Shows data; called again with the same data, it does nothing. */
  show(data: unknown, states: Named): void {
    this.#states = { ...states };
    if (this.#wanted?.data === data) return;
    this.#wanted = { data };
    this.#call();
  }

  end(): void {
    this.#isOver = true;
    if (typeof this.#cleanUp === "function") this.#guarded(this.#cleanUp as () => void);
    this.#host.remove();
  }

  #call(): void {
    const { name, id } = this.#options;
    if (!this.#render || !this.#wanted || this.#isOver) return;
    const argument: Argument = {
      name,
      key: id,
      data: this.#wanted.data,
      parentElement: this.#root,
      setStateValue: (state, value) => this.#set(state, value),
      setTriggerValue: (trigger, value) => this.#fire(trigger, value),
    };
    const render = this.#render;
    this.#guarded(() => {
      this.#cleanUp = render(argument) ?? this.#cleanUp;
    });
  }

  #set(name: string, value: unknown): void {
    const plain = asJson(value);
    if (JSON.stringify(this.#states[name]) === JSON.stringify(plain)) return;
    this.#states = { ...this.#states, [name]: plain };
    this.#tellSoon();
  }

  #fire(name: string, value: unknown): void {
    if (this.#options.isInForm) {
      throw new Error("In a form there are no triggers: its states are sent with the form.");
    }
    if (name in this.#fired) this.#tell(); // Each one counts.
    this.#fired[name] = asJson(value);
    this.#tellSoon();
  }

  /** What is set in one go is reported in one go. */
  #tellSoon(): void {
    if (this.#hasNews) return;
    this.#hasNews = true;
    queueMicrotask(() => this.#tell());
  }

  #tell(): void {
    if (!this.#hasNews || this.#isOver) return;
    this.#hasNews = false;
    const fired = this.#fired;
    this.#fired = {};
    this.#options.report(this.#states, Object.keys(fired).length ? fired : undefined);
  }

  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      console.error(error);
      this.#options.fail(error);
    }
  }
}

/** A value as JSON has it; an error if it has none. */
function asJson(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** The components by tag. Those that few apps use are loaded when a page first needs them. */
import { type Signal, signal } from "@preact/signals";
import { components, lazyComponents } from "./elements.gen";
import type { AnyComponent } from "./elements/shared/component";
import { loadLater } from "./later";
import type { Tag } from "./protocol.gen";

export class Library {
  readonly #loaded = new Map<Tag, Signal<AnyComponent | undefined>>();

  /** The component of a tag; undefined until it is loaded, and then its caller is drawn again. */
  find(tag: Tag): AnyComponent | undefined {
    return (components[tag] as AnyComponent | undefined) ?? this.#lazy(tag).value;
  }

  #lazy(tag: Tag): Signal<AnyComponent | undefined> {
    let component = this.#loaded.get(tag);
    if (!component) {
      component = signal(undefined);
      this.#loaded.set(tag, component);
      void load(tag, component);
    }
    return component;
  }
}

type Piece = { readonly default: unknown };

async function load(tag: Tag, into: Signal<AnyComponent | undefined>): Promise<void> {
  try {
    const module = await loadLater<Piece | undefined>(async () => lazyComponents[tag]?.());
    into.value = (module?.default as AnyComponent | undefined) ?? Missing;
  } catch (error) {
    console.error(error);
    into.value = Missing;
  }
}

/** Throws, because the error boundary around each element shows errors. */
function Missing(): never {
  throw new Error("This part of the page could not be loaded. Load the page again.");
}

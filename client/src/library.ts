/** The components by tag. Those that few apps use are loaded when a page first needs them. */
import { type Signal, signal } from "@preact/signals";
import { blocks, components, lazyComponents } from "./elements.gen";
import type { AnyComponent } from "./elements/shared/component";
import { loadLater } from "./later";
import type { Tag, WireElement } from "./protocol.gen";

export class Library {
  readonly #loaded = new Map<Tag, Signal<AnyComponent | undefined>>();

  /** The component of an element; undefined until it is loaded, and then its caller is drawn again. */
  find(tag: Tag, element: WireElement): AnyComponent | undefined {
    return (components[tag] as AnyComponent | undefined) ?? this.#lazy(tag, element).value;
  }

  #lazy(tag: Tag, element: WireElement): Signal<AnyComponent | undefined> {
    let component = this.#loaded.get(tag);
    if (!component) {
      component = signal(undefined);
      this.#loaded.set(tag, component);
      void load(tag, component, element);
    }
    return component;
  }
}

type Piece = { readonly default: unknown };

async function load(tag: Tag, into: Signal<AnyComponent | undefined>, element: WireElement): Promise<void> {
  try {
    const module = await loadLater<Piece | undefined>(
      lazyComponents[tag] ?? (async () => (await import("./rare")).loadRare(tag, element, blocks)),
    );
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

/** What a component is: a function of an element's record and of its node. */
import type { ComponentChild, VNode } from "preact";
import type { ElementByTag, Tag, WireElement } from "../../protocol.gen";
import type { PageNode } from "../../tree";

export interface ElementProps<E extends WireElement> {
  readonly element: E;
  /** The element's place: what is in it, whether it is stale. */
  readonly node: PageNode;
  /** Draws a node that is in this one. */
  readonly draw: (child: PageNode) => VNode;
}

export type ElementComponent<T extends Tag> = (
  props: ElementProps<ElementByTag[T]>,
) => ComponentChild;

/** A component of which only the library knows that it fits its element. */
export type AnyComponent = (props: ElementProps<WireElement>) => ComponentChild;

export type Components = { readonly [T in Tag]?: ElementComponent<T> };

export type LazyComponents = {
  readonly [T in Tag]?: () => Promise<{ readonly default: ElementComponent<T> }>;
};

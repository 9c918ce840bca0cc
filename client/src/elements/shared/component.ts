/** The type of a component: a function of an element's record and of its node. */
import type { ComponentChild, VNode } from "preact";
import type { ElementByTag, Tag, WireElement } from "../../protocol.gen";
import type { PageNode } from "../../tree";

export interface ElementProps<E extends WireElement> {
  readonly element: E;
  /** The element's node: its children, and whether it is stale. */
  readonly node: PageNode;
  /** Draws a child of this node. */
  readonly draw: (child: PageNode) => VNode;
}

export type ElementComponent<T extends Tag> = (
  props: ElementProps<ElementByTag[T]>,
) => ComponentChild;

/** A component of any element; only the library ensures that it gets its own element. */
export type AnyComponent = (props: ElementProps<WireElement>) => ComponentChild;

export type Components = { readonly [T in Tag]?: ElementComponent<T> };

export type LazyComponents = {
  readonly [T in Tag]?: () => Promise<{ readonly default: ElementComponent<T> }>;
};

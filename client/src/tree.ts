/**
 * The page that the tab shows (step 14 of a click): nodes by number, with signals.
 *
 * A patch changes only the signals of the nodes that it names, so nothing else is drawn again.
 * `test/tree.test.ts` checks this with test vectors that the server generates.
 */
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Patch, Tag, WireElement, WireNode } from "./protocol.gen";

/** An element of the page. A component that draws it subscribes to its signals. */
export interface PageNode {
  /** The number of the node within the tab; it outlasts a new page if the element is the same. */
  readonly serial: number;
  readonly tag: Tag;
  readonly element: ReadonlySignal<WireElement>;
  readonly children: ReadonlySignal<readonly PageNode[]>;
  /** Whether it is left from the previous run, and the current one may still draw it again. */
  readonly isStale: ReadonlySignal<boolean>;
}

export interface TreeDelegate {
  /** A widget has left the page, or the script has reset its value. */
  left(widgetId: string): void;
}

class TreeNode implements PageNode {
  readonly tag: Tag;
  readonly element: Signal<WireElement>;
  readonly children: Signal<readonly TreeNode[]> = signal([]);
  readonly isStale: Signal<boolean> = signal(false);

  constructor(
    readonly serial: number,
    public id: number,
    public parent: TreeNode | undefined,
    element: WireElement,
  ) {
    this.tag = element.tag;
    this.element = signal(element);
  }
}

export class Tree {
  readonly #delegate: TreeDelegate;
  readonly #root = signal<TreeNode | undefined>(undefined);
  readonly #nodes = new Map<number, TreeNode>();
  // The new children of nodes that the current patches change; the signals change at the end.
  readonly #edited = new Map<TreeNode, TreeNode[]>();
  #stale: Set<TreeNode> = new Set();
  // How many times each widget is on the page: one that only moves does not count as gone.
  readonly #widgets = new Map<string, number>();
  readonly #gone = new Set<string>(); // Widgets that the current change removed or reset.
  #lastSerial = 0;

  constructor(delegate: TreeDelegate) {
    this.#delegate = delegate;
  }

  get root(): ReadonlySignal<PageNode | undefined> {
    return this.#root;
  }

  /** Applies patches in order. Throws a RangeError if one does not fit the page. */
  apply(patches: readonly Patch[]): void {
    batch(() => {
      try {
        for (const patch of patches) this.#applyOne(patch);
      } finally {
        this.#finishEdits();
        this.#tellWhatLeft();
      }
    });
  }

  /** Replaces the page. Elements that are the same as before stay, with their focus and caret. */
  replace(root: WireNode): void {
    batch(() => {
      const before = this.#root.peek();
      this.#nodes.clear();
      this.#root.value = this.#morph(before && isSame(before, root) ? before : undefined, root);
      if (before && before !== this.#root.peek()) this.#leave(before);
      this.#tellWhatLeft();
    });
  }

  /** Marks stale nodes: pairs of a container and the index of its first stale child. */
  markStale(stale: readonly (readonly [number, number])[]): void {
    const now = new Set(
      stale.flatMap(([id, first]) => (this.#nodes.get(id)?.children.peek() ?? []).slice(first).flatMap(seen)),
    );
    batch(() => {
      for (const node of this.#stale) if (!now.has(node)) node.isStale.value = false;
      for (const node of now) node.isStale.value = true;
    });
    this.#stale = now;
  }

  /** The page in the form of the wire. */
  toWire(): WireNode | undefined {
    const root = this.#root.peek();
    return root && wireOf(root);
  }

  #applyOne(patch: Patch): void {
    switch (patch[0]) {
      case "put":
        return this.#put(patch[1], patch[2], patch[3]);
      case "set": {
        const node = this.#node(patch[1]);
        return this.#setElement(node, { ...node.element.peek(), ...patch[2] } as WireElement);
      }
      case "grow": {
        const node = this.#node(patch[1]);
        const element = node.element.peek() as { readonly body: string };
        const body = element.body.slice(0, patch[2][0]) + patch[2][1];
        return this.#setElement(node, { ...element, body } as WireElement);
      }
      case "move":
        return this.#move(patch[1], patch[2]);
      case "drop":
        return this.#drop(patch[1]);
    }
  }

  #put(parentId: number, index: number, wire: WireNode): void {
    const parent = this.#node(parentId);
    this.#insert(parent, index, this.#make(parent, wire));
  }

  #move(id: number, index: number): void {
    const node = this.#node(id);
    const parent = this.#takeOut(node);
    this.#insert(parent, index, node);
  }

  #drop(id: number): void {
    const node = this.#node(id);
    this.#takeOut(node);
    this.#forget(node);
  }

  #insert(parent: TreeNode, index: number, node: TreeNode): void {
    const siblings = this.#edit(parent);
    if (index < 0 || index > siblings.length) {
      throw new RangeError(
        `Node ${parent.id} has ${siblings.length} children; ${index} is not a place.`,
      );
    }
    siblings.splice(index, 0, node);
  }

  #takeOut(node: TreeNode): TreeNode {
    const { parent } = node;
    if (!parent) throw new RangeError(`Node ${node.id} is the root: it stays where it is.`);
    const siblings = this.#edit(parent);
    siblings.splice(siblings.indexOf(node), 1);
    return parent;
  }

  #edit(parent: TreeNode): TreeNode[] {
    let siblings = this.#edited.get(parent);
    if (!siblings) {
      siblings = [...parent.children.peek()];
      this.#edited.set(parent, siblings);
    }
    return siblings;
  }

  #finishEdits(): void {
    for (const [parent, siblings] of this.#edited) parent.children.value = siblings;
    this.#edited.clear();
  }

  #node(id: number): TreeNode {
    const node = this.#nodes.get(id);
    if (!node) throw new RangeError(`The page has no node ${id}.`);
    return node;
  }

  #make(parent: TreeNode | undefined, [id, element, children]: WireNode): TreeNode {
    const node = new TreeNode(++this.#lastSerial, id, parent, element);
    this.#nodes.set(id, node);
    this.#count(element, 1);
    node.children.value = children.map((child) => this.#make(node, child));
    return node;
  }

  /** Makes `node` show `wire`, or a new node if there is none; returns it. */
  #morph(node: TreeNode | undefined, wire: WireNode): TreeNode {
    if (!node) return this.#make(undefined, wire);
    const [id, element, children] = wire;
    node.id = id;
    this.#nodes.set(id, node);
    if (!isEqual(node.element.peek(), element)) this.#setElement(node, element);
    this.#morphChildren(node, children);
    return node;
  }

  #morphChildren(parent: TreeNode, wires: readonly WireNode[]): void {
    const before = parent.children.peek();
    const left = new Map(before.map((child) => [identity(child.id, child.element.peek()), child]));
    const after = wires.map((wire) => {
      const name = identity(wire[0], wire[1]);
      const known = left.get(name);
      left.delete(name);
      if (known) return this.#morph(known, wire);
      return this.#make(parent, wire);
    });
    for (const child of left.values()) this.#leave(child);
    if (!hasSameItems(before, after)) parent.children.value = after;
  }

  #setElement(node: TreeNode, element: WireElement): void {
    const before = node.element.peek();
    this.#count(before, -1);
    this.#count(element, 1);
    if (renewals(before) !== renewals(element)) this.#gone.add(widgetId(element));
    node.element.value = element;
  }

  #forget(node: TreeNode): void {
    this.#nodes.delete(node.id);
    for (const child of this.#edited.get(node) ?? node.children.peek()) this.#forget(child);
    this.#edited.delete(node);
    this.#count(node.element.peek(), -1);
  }

  #leave(node: TreeNode): void {
    for (const child of node.children.peek()) this.#leave(child);
    this.#count(node.element.peek(), -1);
  }

  #count(element: WireElement, step: 1 | -1): void {
    const id = widgetId(element);
    if (!id) return;
    const count = (this.#widgets.get(id) ?? 0) + step;
    this.#widgets.set(id, count);
    if (count > 0) this.#gone.delete(id);
    else this.#gone.add(id);
  }

  #tellWhatLeft(): void {
    for (const id of this.#gone) {
      if (!this.#widgets.get(id)) this.#widgets.delete(id);
      this.#delegate.left(id);
    }
    this.#gone.clear();
  }
}

/** The id of a widget; "" for an element without a value. */
export function widgetId(element: WireElement): string {
  return ("id" in element && element.id) || "";
}

function renewals(element: WireElement): number {
  return ("renewals" in element && element.renewals) || 0;
}

/** What identifies an element across pages: a widget's id, a key, or else the node's number. */
function identity(id: number, element: WireElement): string {
  const own = widgetId(element);
  if (own) return `${element.tag} id ${own}`;
  return element.key ? `${element.tag} key ${element.key}` : `${element.tag} number ${id}`;
}

function isSame(node: TreeNode, [id, element]: WireNode): boolean {
  return identity(node.id, node.element.peek()) === identity(id, element);
}

/** Whether two elements are equal, so that nothing needs to be drawn. */
function isEqual(one: WireElement, other: WireElement): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function hasSameItems<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function wireOf(node: TreeNode): WireNode {
  return [node.id, node.element.peek(), node.children.peek().map(wireOf)];
}

/** What is seen of a node: of a fragment, only its children are. */
function seen(node: TreeNode): TreeNode[] {
  return node.tag === "fragment" ? node.children.peek().flatMap(seen) : [node];
}

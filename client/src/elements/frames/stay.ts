/**
 * Keeps frames from being loaded again: a browser does that when their element is moved in the page.
 *
 * When elements are put in another order, Preact moves some of them, and it does not know which
 * ones must not be. So the elements around a frame get an `insertBefore` of their own.
 */

const guarded = new WeakSet<Element>();

/** Guards the elements around a frame. */
export function keepInPlace(frame: Element): void {
  for (let parent = frame.parentElement; parent; parent = parent.parentElement) {
    if (guarded.has(parent)) return; // So are those around it.
    guarded.add(parent);
    parent.insertBefore = insertWithoutLoading;
  }
}

interface Mover {
  moveBefore?(node: Node, next: Node | null): void;
}

function insertWithoutLoading<T extends Node>(this: Node, node: T, next: Node | null): T {
  const insert = Node.prototype.insertBefore;
  if (node.parentNode !== this || node === next || !hasFrame(node)) {
    return insert.call(this, node, next) as T;
  }
  const mover = this as Mover;
  if (mover.moveBefore) mover.moveBefore(node, next); // Which loads nothing again.
  else moveOthers(this, node, next);
  return node;
}

/** Puts `node` before `next` by moving what is between them to the other side of `node`. */
function moveOthers(parent: Node, node: Node, next: Node | null): void {
  const siblings = [...parent.childNodes];
  const at = siblings.indexOf(node as ChildNode);
  const to = next ? siblings.indexOf(next as ChildNode) : siblings.length;
  const between = at < to ? siblings.slice(at + 1, to) : siblings.slice(to, at);
  const before = at < to ? node : node.nextSibling;
  for (const other of between) Node.prototype.insertBefore.call(parent, other, before);
}

function hasFrame(node: Node): boolean {
  return node instanceof Element && (node.tagName === "IFRAME" || Boolean(node.querySelector("iframe")));
}

/** What is selected after a click. */
import type { PickingInfo } from "@deck.gl/core";
import type { Selection } from "./deck_spec";

const NOTHING: Selection = { indices: {}, objects: {} };
const MOST_POINTS = 1000; // Of an object that stands for many, such as a hexagon.

/** The selection after a click; undefined if it is the same. */
export function toggled(
  selection: Selection = NOTHING,
  { layer, index, object, picked }: PickingInfo,
  isMany: boolean,
): Selection | undefined {
  if (!picked || !layer || index < 0) {
    return Object.keys(selection.indices).length ? NOTHING : undefined; // The map itself.
  }
  const at = (selection.indices[layer.id] ?? []).indexOf(index);
  const kept = isMany ? selection : NOTHING;
  return at < 0 ? withOne(kept, layer.id, index, sent(object)) : withoutOne(kept, layer.id, at);
}

function withOne({ indices, objects }: Selection, id: string, index: number, object: unknown) {
  return {
    indices: { ...indices, [id]: [...(indices[id] ?? []), index] },
    objects: { ...objects, [id]: [...(objects[id] ?? []), object] },
  };
}

function withoutOne({ indices, objects }: Selection, id: string, at: number): Selection {
  const without = <T>({ [id]: own = [], ...others }: Readonly<Record<string, readonly T[]>>) => {
    const left = own.filter((_, place) => place !== at);
    return left.length ? { ...others, [id]: left } : others;
  };
  return { indices: without(indices), objects: without(objects) };
}

/** An object as it can be sent: deck.gl adds to one that stands for many all those objects. */
function sent(object: unknown): unknown {
  if (typeof object !== "object" || object === null) return object ?? null;
  const { points, ...rest } = object as { points?: readonly unknown[] };
  return points && points.length > MOST_POINTS ? rest : object;
}

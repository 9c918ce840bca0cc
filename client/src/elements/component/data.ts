/** The data of a component: JSON with tables in it, one table, or bytes. */
import { useEffect, useState } from "preact/hooks";
import type { ComponentElement } from "../../protocol.gen";
import { json, useContent } from "../shared/content";
import { useSession } from "../shared/session";

export interface ComponentData {
  readonly content: unknown;
  readonly isLoaded: boolean;
  readonly hasFailed: boolean;
}

const EMPTY: readonly (readonly [string, string])[] = [];
const LOADING: ComponentData = { content: undefined, isLoaded: false, hasFailed: false };

/** The same object while the data is the same; while new data is fetched, the previous one. */
export function useComponentData(element: ComponentElement): ComponentData {
  const { data = {}, tables = EMPTY, binary = "" } = element;
  const { address } = useSession();
  const { content, hasFailed } = useContent(data, json);
  const [whole, setWhole] = useState<ComponentData>(LOADING);
  const parts = binary || tables.map((pair) => pair.join()).join();
  const isHere = content !== undefined || !(data.text || data.address);
  useEffect(() => {
    if (!isHere) return undefined;
    let isWanted = true;
    const tell = (told: ComponentData) => isWanted && setWhole(told);
    const fetched = (path: string) => bytesAt(address.href(path));
    completed(content, tables, binary, fetched).then(
      (all) => tell({ content: all, isLoaded: true, hasFailed: false }),
      (error) => {
        console.error(error);
        tell({ ...LOADING, hasFailed: true });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [content, parts, isHere]);
  return hasFailed ? { ...whole, hasFailed } : whole;
}

async function completed(
  content: unknown,
  tables: readonly (readonly [string, string])[],
  binary: string,
  fetched: (path: string) => Promise<ArrayBuffer>,
): Promise<unknown> {
  if (binary) return new Uint8Array(await fetched(binary));
  if (tables.length === 0) return content ?? null;
  const { tableFromIPC } = await import("./arrow");
  const read = await Promise.all(
    tables.map(async ([name, path]) => [name, tableFromIPC(await fetched(path))] as const),
  );
  const [first] = read;
  if (first?.[0] === "") return first[1]; // All of the data is one table.
  return { ...(content as object | undefined), ...Object.fromEntries(read) };
}

async function bytesAt(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.arrayBuffer();
}

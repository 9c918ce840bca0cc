/** The tables of a chart, by the names that its specification has for them. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Content, fetched, type Loaded } from "../shared/content";
import { useSession } from "../shared/session";
import type { Sheet } from "../tabular/sheet";
import { sheets } from "../tabular/use_sheet";

export interface Dataset {
  readonly name: string;
  readonly content: Content;
}

export type Tables = ReadonlyMap<string, Sheet>;

export interface LoadedTables extends Loaded<Tables> {
  /** Whether these are the tables that are wanted now, and not the previous ones. */
  readonly isCurrent: boolean;
}

/** Loads all tables; one that has not changed stays the same object. */
export function useTables(datasets: readonly Dataset[]): LoadedTables {
  const session = useSession();
  const known = useRef(new Map<string, Sheet>());
  const [state, setState] = useState<{
    readonly content?: Tables;
    readonly key?: string;
    readonly hasFailed: boolean;
  }>({ hasFailed: false });
  const [attempt, setAttempt] = useState(0);
  const key = useMemo(() => JSON.stringify(datasets), [datasets]);
  useEffect(() => {
    let isWanted = true;
    const load = async ({ content: { text = "", address = "" } }: Dataset) => {
      const source = address || text;
      const own =
        known.current.get(source) ??
        (address ? await fetched(session.address.href(address), sheets) : sheets.text(text));
      return [source, own] as const;
    };
    Promise.all(datasets.map(load)).then(
      (loaded) => {
        if (!isWanted) return;
        known.current = new Map(loaded);
        const content = new Map(datasets.map(({ name }, at) => [name, loaded[at]![1]]));
        setState({ content, key, hasFailed: false });
      },
      () => isWanted && setState((before) => ({ ...before, hasFailed: true })),
    );
    return () => {
      isWanted = false;
    };
  }, [key, attempt]);
  return {
    content: state.content,
    isCurrent: state.key === key,
    hasFailed: state.hasFailed,
    retry: () => setAttempt(attempt + 1),
  };
}

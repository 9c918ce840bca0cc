/** What a map of pydeck consists of: its description, and the data of its layers, each fetched once. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Content, json, type Loaded, type Reader } from "../shared/content";
import { useSession } from "../shared/session";
import { type Sheet, sheetOfFile, sheetOfText } from "../tabular/sheet";
import { rowsOf } from "./rows";

/** A table whose rows are objects, or any JSON; or nothing. */
export interface Part {
  readonly table?: Content | null;
  readonly json?: Content | null;
}

/** What deck.gl draws, and the same as a table if it came as one. */
export interface LoadedPart {
  readonly data: unknown;
  readonly sheet: Sheet | undefined;
}

const NOTHING: LoadedPart = { data: undefined, sheet: undefined };

/** By what it was made from, so that what is unchanged is the same object. */
type Known = Map<string, LoadedPart>;

/** All parts, as soon as all are there; until then undefined, for they belong together. */
export function useParts(layers: readonly Part[]): Loaded<readonly LoadedPart[]> {
  const session = useSession();
  const [shown, setShown] = useState<{ of: string; parts: readonly LoadedPart[] }>();
  const [hasFailed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const known = useRef<Known>(new Map());
  const keys = useMemo(() => layers.map(keyOf), [layers]);
  const all = keys.join("\n");
  useEffect(() => {
    let isWanted = true;
    const href = (address: string) => session.address.href(address);
    Promise.all(layers.map((layer, at) => loaded(layer, keys[at] ?? "", known.current, href))).then(
      (rows) => {
        if (!isWanted) return;
        known.current = new Map(rows.map((one, at) => [keys[at] ?? "", one]));
        setFailed(false);
        setShown({ of: all, parts: rows });
      },
      () => isWanted && setFailed(true),
    );
    return () => {
      isWanted = false;
    };
  }, [all, attempt]);
  const content = shown?.of === all ? shown.parts : undefined;
  return { content, hasFailed, retry: () => setAttempt(attempt + 1) };
}

function keyOf({ table, json: other }: Part): string {
  const content = table ?? other;
  return content ? `${table ? "table" : "json"} ${content.address || content.text}` : "";
}

async function loaded(
  { table, json: other }: Part,
  key: string,
  known: Known,
  href: (address: string) => string,
): Promise<LoadedPart> {
  const before = known.get(key);
  if (before) return before;
  if (table) {
    const sheet = await read(table, tables, href);
    return { data: rowsOf(sheet), sheet };
  }
  return other ? { data: await read(other, json, href), sheet: undefined } : NOTHING;
}

const tables: Reader<Sheet> = {
  text: sheetOfText,
  file: async (response) => sheetOfFile(await response.arrayBuffer()),
};

async function read<T>(
  { text = "", address = "" }: Content,
  reader: Reader<T>,
  href: (address: string) => string,
): Promise<T> {
  if (!address) return reader.text(text);
  const response = await fetch(href(address));
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return reader.file(response);
}

/** What an element draws: either in its record, or fetched from an address. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { useSession } from "./session";

/** As records carry it (`src/anew/elements/shared/content.py`). */
export interface Content {
  readonly text?: string;
  readonly address?: string;
}

/** How content is read in either form. */
export interface Reader<T> {
  readonly text: (text: string) => T;
  readonly file: (response: Response) => Promise<T>;
}

export interface Loaded<T> {
  /** The content, once it is loaded; while a new one is fetched, the previous one. */
  readonly content: T | undefined;
  readonly hasFailed: boolean;
  readonly retry: () => void;
}

interface Fetched<T> {
  readonly content?: T | undefined;
  readonly hasFailed: boolean;
}

/**
 * Loads content, and loads it again when it has changed.
 *
 * Args:
 *     reader: The same object each time; what it returns is the same while the content is.
 */
export function useContent<T>({ text = "", address = "" }: Content, reader: Reader<T>): Loaded<T> {
  const session = useSession();
  const own = useMemo(() => (address ? undefined : reader.text(text)), [text, address]);
  const [last, setLast] = useState<Fetched<T>>({ hasFailed: false });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!address) return undefined;
    let isWanted = true;
    fetched(session.address.href(address), reader).then(
      (content) => isWanted && setLast({ content, hasFailed: false }),
      () => isWanted && setLast(({ content }) => ({ content, hasFailed: true })),
    );
    return () => {
      isWanted = false;
    };
  }, [address, attempt]);
  const shown = address ? last : { content: own, hasFailed: false };
  return { content: shown.content, hasFailed: shown.hasFailed, retry: () => setAttempt(attempt + 1) };
}

/** Fetches content and reads it. */
export async function fetched<T>(address: string, reader: Reader<T>): Promise<T> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return reader.file(response);
}

/** JSON, which the server compresses if it is long. */
export const json: Reader<unknown> = {
  text: (text) => (text ? JSON.parse(text) : undefined),
  file: (response) => unpacked(response).json(),
};

/** Text, which the server compresses if it is long. */
export const text: Reader<string> = {
  text: (own) => own,
  file: (response) => unpacked(response).text(),
};

function unpacked({ body }: Response): Response {
  if (!body) throw new Error("The file is empty.");
  return new Response(body.pipeThrough(new DecompressionStream("gzip")));
}

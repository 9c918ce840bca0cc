/** The table of an element: either in its record, or fetched from a URL. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { DataframeElement } from "../../protocol.gen";
import { useSession } from "../shared/session";
import { EMPTY, type Sheet, sheetOfFile, sheetOfText } from "./sheet";

interface Fetched {
  readonly sheet?: Sheet | undefined;
  readonly hasFailed: boolean;
}

export interface SheetOfElement extends Fetched {
  readonly retry: () => void;
}

/** The table, once it is loaded; while a new one is fetched, the previous one. */
export function useSheet({ content = "", address = "" }: DataframeElement): SheetOfElement {
  const session = useSession();
  const own = useMemo(() => (content ? sheetOfText(content) : EMPTY), [content]);
  const [last, setLast] = useState<Fetched>({ hasFailed: false });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!address) return undefined;
    let isWanted = true;
    fetched(session.address.href(address)).then(
      (sheet) => isWanted && setLast({ sheet, hasFailed: false }),
      () => isWanted && setLast(({ sheet }) => ({ sheet, hasFailed: true })),
    );
    return () => {
      isWanted = false;
    };
  }, [address, attempt]);
  const shown = address ? last : { sheet: own, hasFailed: false };
  return { ...shown, retry: () => setAttempt(attempt + 1) };
}

async function fetched(address: string): Promise<Sheet> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return sheetOfFile(await response.arrayBuffer());
}

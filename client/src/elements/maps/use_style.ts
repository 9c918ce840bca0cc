/** The vector style that an author or an option names: the same object as long as it is the same style. */
import { useMemo } from "preact/hooks";
import { useSession } from "../shared/session";
import type { MapStyle } from "./base_style";
import { wholeAddress } from "./use_tiles";

export function useStyle(style: string | object | null | undefined): MapStyle | undefined {
  const { address } = useSession();
  const href = (path: string) => address.href(path);
  return useMemo(
    () =>
      style
        ? { style: typeof style === "string" ? wholeAddress(style, href) : style, href }
        : undefined,
    [JSON.stringify(style ?? null)],
  );
}

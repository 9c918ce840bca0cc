/** The tiles that the options of the app name. */
import { useMemo } from "preact/hooks";
import type { MapElement } from "../../protocol.gen";
import { useSession } from "../shared/session";

export type MapTiles = NonNullable<MapElement["tiles"]>;

export function useTiles(tiles: MapTiles | null | undefined): MapTiles | undefined {
  const { address } = useSession();
  return useMemo(
    () => tiles && { ...tiles, address: wholeAddress(tiles.address, address.href) },
    [tiles?.address, tiles?.max_zoom, tiles?.attribution],
  ) ?? undefined;
}

/** An address that names no host and no root is below the app's own. */
export function wholeAddress(template: string, href: (path: string) => string): string {
  return /^(https?:\/)?\//i.test(template) ? template : href(`/${template}`);
}

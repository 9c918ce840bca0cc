/** The tab's address: which page of the app it is at, and with what query. */

/** Where in the app a tab is. */
export interface Place {
  readonly page: string;
  readonly query: string;
}

/** As much of the browser's address bar as is used. */
export interface AddressBar {
  /** What the address says. */
  read(): Place;
  /** Has the address say this: as a new entry of the history, or in place of the last. */
  show(place: Place, how: "push" | "replace"): void;
  /** The address of something of the app: below its own. */
  href(path: string): string;
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.page === other.page && one.query === other.query;
}

/** A query with what another says of the page itself: how it is embedded goes on. */
export function withOwn(query: string, other: string): string {
  const own = other.split("&").filter((part) => /^embed(_options)?=/.test(part));
  return [...(query ? [query] : []), ...own].join("&");
}

/** What stands behind the app's own address for a place. */
export function pathOf({ page, query }: Place): string {
  return `/${encodeURIComponent(page)}${query && `?${query}`}`;
}

/** The browser's own, for an app at `base`. */
export function addressBar(base: string): AddressBar {
  const href = (path: string) => base + path;
  return {
    href,
    read: () => ({
      page: decoded(location.pathname.slice(base.length).replace(/^\/|\/$/g, "")),
      query: location.search.slice(1),
    }),
    show(place, how) {
      if (how === "push") history.pushState(null, "", href(pathOf(place)));
      else history.replaceState(null, "", href(pathOf(place)) + location.hash);
    },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // It was not written by a browser.
  }
}

/** The URL of the tab: the page of the app, and the query string. */

/** Where in the app a tab is. */
export interface Place {
  readonly page: string;
  readonly query: string;
}

/** The part of the browser's address bar and history that is used. */
export interface AddressBar {
  /** Reads the current URL. */
  read(): Place;
  /** Changes the URL, as a new entry of the history or in place of the current one. */
  show(place: Place, how: "push" | "replace"): void;
  /** The URL of a path of the app, below its base URL. */
  href(path: string): string;
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.page === other.page && one.query === other.query;
}

/** A query with the parameters of another one that concern the page itself: it stays embedded. */
export function withOwn(query: string, other: string): string {
  const own = other.split("&").filter((part) => /^embed(_options)?=/.test(part));
  return [...(query ? [query] : []), ...own].join("&");
}

/** The path and query of a place, relative to the app's base URL. */
export function pathOf({ page, query }: Place): string {
  return `/${encodeURIComponent(page)}${query && `?${query}`}`;
}

/** Where the browser's address bar says that this tab is, in an app at `base`. */
export function placeAt(base: string): Place {
  return {
    page: decoded(location.pathname.slice(base.length).replace(/^\/|\/$/g, "")),
    query: location.search.slice(1),
  };
}

/** The browser's real address bar, for an app at `base`. */
export function addressBar(base: string): AddressBar {
  const href = (path: string) => base + path;
  return {
    href,
    read: () => placeAt(base),
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
    return text; // Malformed, so no browser has encoded it.
  }
}

/**
 * The rows of a table that the server has: those that are seen are fetched, and some that the user
 * scrolls towards. What was scrolled past is not waited for, and what is far away is forgotten.
 * `src/anew/server/rows.py` answers.
 */
import type { Sorting } from "./grid_rows";
import type { Rows } from "./grid_selection";
import { type PackedSheet, type Sheet, type SheetColumn, sheetOfPacked } from "./sheet";

/** How the user wants to see the rows. */
export interface Asked {
  readonly query: string;
  readonly sorting: Sorting | undefined;
}

const MOST_ROWS = 200; // Of a page, as they are fetched.
const LEAST_ROWS = 20;
const CELLS = 20_000; // Of a page of a wide table.
const MOST_PAGES = 40; // That are kept.
const AHEAD = 2; // Pages that are fetched before they are seen.
const AT_ONCE = 3;
const PAUSE = 80; // Milliseconds between two looks at what is to be fetched.
const LONGEST_PAUSE = 5000; // After requests that have failed.

/** The rows in one order, with one search. */
class View {
  /** By page, the rows that have come, as their indices in the table. */
  readonly pages = new Map<number, number[]>();

  constructor(
    readonly asked: Asked,
    /** How many there are; undefined while that is not known. */
    public count: number | undefined,
  ) {}
}

type Get = (address: string, signal?: AbortSignal) => Promise<Response>;

interface Answer {
  readonly count: number;
  readonly ids: readonly number[];
  readonly sheet: PackedSheet;
}


export class Windows {
  /** The table; its columns have the cells that have come. */
  readonly sheet: Sheet;
  onChange: () => void = () => undefined;
  #shown: View;
  #next: View | undefined; // What the user wants to see, until its first rows are there.
  #first = 0;
  #end = 0;
  #isUpwards = false;
  readonly #size: number;
  readonly #flying = new Map<number, AbortController>();
  readonly #kept: ReadonlySet<number>; // Rows that came with the page.
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isStopped = false;
  readonly #get: Get;

  /**
   * Args:
   *     address: Where rows are asked for.
   *     count: How many there are.
   *     head: The first ones, and the last.
   *     get: Fetches what is at an address.
   */
  constructor(
    readonly address: string,
    readonly count: number,
    head: Sheet,
    get: Get = fetched,
  ) {
    this.#get = get;
    this.sheet = { rows: count, columns: head.columns.map(sparse) };
    this.#size = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.floor(CELLS / Math.max(1, head.columns.length))));
    const ids = Array.from({ length: head.rows }, (_, at) => (at === head.rows - 1 ? count - 1 : at));
    this.#kept = new Set(ids);
    this.#put(ids, head);
    this.#shown = this.#whole();
  }

  /** The rows as they are displayed. */
  get rows(): Rows {
    const { pages, count = 0, asked } = this.#shown;
    const isWhole = isSame(asked, WHOLE);
    return {
      length: count,
      at: (position) =>
        isWhole && this.#kept.has(position)
          ? position
          : pages.get(Math.floor(position / this.#size))?.[position % this.#size],
    };
  }

  /** How many rows are found; undefined while that is not known. */
  get found(): number | undefined {
    return this.#next ? undefined : this.#shown.count;
  }

  /** Whether all that is seen is there. */
  get isReady(): boolean {
    return !this.#next && this.#missing(this.#shown).length === 0;
  }

  /** The user wants to see the rows in this way. What is displayed stays until they are there. */
  ask(asked: Asked): void {
    const now = this.#next ?? this.#shown;
    if (isSame(now.asked, asked)) return;
    this.#abort(() => true);
    if (isSame(this.#shown.asked, asked)) this.#next = undefined;
    else this.#next = isSame(asked, WHOLE) ? this.#whole() : new View(asked, undefined);
    this.#soon(asked.query === now.asked.query ? 0 : PAUSE);
    this.onChange();
  }

  /** These rows are seen, by their positions. */
  look(first: number, end: number): void {
    if (first === this.#first && end === this.#end) return;
    this.#isUpwards = first < this.#first;
    [this.#first, this.#end] = [first, end];
    this.#soon(PAUSE);
  }

  /** What is displayed from one position on, up to another, as indices in the table. */
  async ids(start: number, end: number): Promise<ArrayLike<number>> {
    const { asked } = this.#shown;
    if (isSame(asked, WHOLE)) return Array.from({ length: end - start }, (_, at) => start + at);
    const response = await this.#get(this.#url("ids", { ...inWords(asked), from: start, count: end - start }));
    return new Uint32Array(await response.arrayBuffer());
  }

  /** Displayed rows as text, with these columns. */
  async text(columns: readonly number[], start: number, end: number): Promise<string> {
    const place = { ...inWords(this.#shown.asked), from: start, count: end - start };
    return (await this.#get(this.#url("tsv", { ...place, columns: columns.join() }))).text();
  }

  /** The same of some rows of the table. */
  async textOf(columns: readonly number[], rows: readonly number[]): Promise<string> {
    let text = "";
    for (const spans of spansOf(rows)) {
      const place = { rows: spans, columns: columns.join(), count: rows.length };
      text += await (await this.#get(this.#url("tsv", place))).text();
    }
    return text;
  }

  /** The address of all rows as a file. */
  get file(): string {
    return this.#url("csv", { count: this.count });
  }

  start(): void {
    this.#isStopped = false;
    addEventListener("online", this.#again);
    this.#soon(0);
  }

  stop(): void {
    this.#isStopped = true;
    removeEventListener("online", this.#again);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#abort(() => true);
  }

  readonly #again = () => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#soon(0);
  };

  /** All rows in their order, of which some have come with the page. */
  #whole(): View {
    const view = new View(WHOLE, this.count);
    let at = 0;
    for (; this.#kept.has(at); at++) {
      const page = Math.floor(at / this.#size);
      const rows = view.pages.get(page) ?? [];
      rows.push(at);
      view.pages.set(page, rows);
    }
    return view;
  }

  #soon(pause: number): void {
    if (this.#isStopped) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#load();
    }, pause);
  }

  /** Asks for what is missing, and no longer for what is not seen any more. */
  #load(): void {
    const view = this.#next ?? this.#shown;
    const wanted = this.#missing(view, AHEAD);
    this.#abort((page) => !wanted.includes(page));
    for (const page of wanted) {
      if (this.#flying.size >= AT_ONCE) return;
      if (!this.#flying.has(page)) void this.#fetch(view, page);
    }
  }

  /** The pages of what is seen that are not all there, and so many more in the direction of scrolling. */
  #missing(view: View, more = 0): number[] {
    const last = view.count === undefined ? 0 : Math.max(0, view.count - 1);
    const page = (position: number) => Math.floor(Math.max(0, Math.min(last, position)) / this.#size);
    const [from, to] = [page(this.#first), page(this.#end - 1)];
    const seen = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    const ahead = Array.from({ length: more }, (_, at) => (this.#isUpwards ? from - 1 - at : to + 1 + at));
    return [...seen, ...ahead].filter((one) => {
      if (one < 0 || one * this.#size > last) return false;
      if (view.count === undefined) return true;
      const whole = Math.min(this.#size, view.count - one * this.#size);
      return (view.pages.get(one)?.length ?? 0) < whole;
    });
  }

  async #fetch(view: View, page: number): Promise<void> {
    const flight = new AbortController();
    this.#flying.set(page, flight);
    const known = view.pages.get(page) ?? [];
    const place = { from: page * this.#size + known.length, count: this.#size - known.length };
    let isThere = true;
    try {
      const address = this.#url("window", { ...inWords(view.asked), ...place });
      const answer = (await (await this.#get(address, flight.signal)).json()) as Answer;
      if (flight.signal.aborted) return;
      this.#take(view, page, answer);
    } catch {
      if (flight.signal.aborted) return;
      isThere = false;
    }
    this.#flying.delete(page);
    this.#failures = isThere ? 0 : this.#failures + 1;
    this.#soon(isThere ? 0 : Math.min(LONGEST_PAUSE, 200 * 2 ** this.#failures));
    if (isThere) this.onChange();
  }

  #take(view: View, page: number, { count, ids, sheet }: Answer): void {
    if (view === this.#next) {
      this.#forget([...this.#shown.pages.keys()]);
      [this.#shown, this.#next] = [view, undefined];
    }
    view.count = count;
    this.#put(ids, sheetOfPacked(sheet));
    const known = view.pages.get(page) ?? [];
    view.pages.delete(page); // So that the newest is last.
    view.pages.set(page, [...known, ...ids]);
    const near = (one: number) => Math.abs(one - this.#first / this.#size);
    const far = [...view.pages.keys()].sort((one, other) => near(other) - near(one));
    this.#forget(far.slice(0, Math.max(0, far.length - MOST_PAGES)));
  }

  #put(ids: readonly number[], part: Sheet): void {
    part.columns.forEach((column, index) => {
      const own = this.sheet.columns[index];
      if (!own) return;
      for (const [from, to] of cellsOf(column, own)) ids.forEach((row, at) => (to[row] = from[at]));
    });
  }

  #forget(pages: readonly number[]): void {
    for (const page of pages) {
      const rows = this.#shown.pages.get(page) ?? [];
      this.#shown.pages.delete(page);
      for (const column of this.sheet.columns) {
        for (const [, cells] of cellsOf(column, column)) {
          for (const row of rows) if (!this.#kept.has(row)) delete cells[row];
        }
      }
    }
  }

  #abort(isPast: (page: number) => boolean): void {
    for (const [page, flight] of this.#flying) {
      if (!isPast(page)) continue;
      flight.abort();
      this.#flying.delete(page);
    }
  }

  #url(form: string, words: Readonly<Record<string, string | number>>): string {
    return `${this.address}/${form}?${new URLSearchParams(Object.entries(words).map(([name, word]) => [name, String(word)]))}`;
  }
}

const WHOLE: Asked = { query: "", sorting: undefined };
const MOST_LETTERS = 6000; // Of an address.

function isSame(one: Asked, other: Asked): boolean {
  const [first, second] = [one.sorting, other.sorting];
  const isSorted = first?.column === second?.column && first?.direction === second?.direction;
  return one.query === other.query && isSorted;
}

function inWords({ query, sorting }: Asked): Record<string, string | number> {
  return {
    ...(query && { q: query }),
    ...(sorting && { sort: sorting.column, down: Number(sorting.direction === "descending") }),
  };
}

async function fetched(address: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(address, signal ? { signal } : {});
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response;
}

type Cells = Record<number, unknown>;

/** A column for cells that come one by one, by row. */
function sparse(column: SheetColumn): SheetColumn {
  const { dress } = column;
  const none = () => ({}) as never;
  return {
    ...column,
    values: none(),
    html: column.html && none(),
    ...(dress && { dress: { ...dress, texts: none(), style_of: none() } }),
  };
}

/** All that a column has by row, beside the same of another one. */
function cellsOf(column: SheetColumn, other: SheetColumn): [Cells, Cells][] {
  const pairs = [
    [column.values, other.values],
    [column.html, other.html],
    [column.dress?.texts, other.dress?.texts],
    [column.dress?.style_of, other.dress?.style_of],
  ];
  return pairs.filter(([from, to]) => from && to) as unknown as [Cells, Cells][];
}

/** Rows as spans, such as "3,7-9"; several texts if one were too long. */
function spansOf(rows: readonly number[]): string[] {
  const texts = [""];
  for (let at = 0; at < rows.length; at++) {
    const first = rows[at] ?? 0;
    while (rows[at + 1] === (rows[at] ?? 0) + 1) at++;
    const span = rows[at] === first ? `${first}` : `${first}-${rows[at]}`;
    const text = texts.at(-1) ?? "";
    if (text.length + span.length > MOST_LETTERS) texts.push(span);
    else texts[texts.length - 1] = text ? `${text},${span}` : span;
  }
  return texts.filter(Boolean);
}

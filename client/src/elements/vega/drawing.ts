/**
 * A drawing of Vega: what is drawn stays the same object while only the data changes, so that what
 * the user has zoomed and selected stays. Another specification is another drawing, which takes the
 * place of the one before it when it is complete.
 */
import {
  changeset,
  Error as ERRORS_ONLY,
  type Loader,
  loader as newLoader,
  logger as newLogger,
  parse,
  read,
  type Spec as VegaSpec,
  View,
} from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import type { Looks } from "../charts/looks";
import type { Drawing } from "../charts/use_drawing";
import type { Size } from "../shared/size";
import { withColours } from "./colours";
import { configOf } from "./config";
import { readDelimited } from "./delimited";
import { rowsOf } from "./rows";
import {
  channelsIn,
  isSame,
  isNothing,
  selectedOf,
  type Selection,
  selectionsIn,
  withSelection,
} from "./selection";
import { fitted, isSingle, isVega, type Room, roomIn, type Spec } from "./sizing";
import { thinned } from "./thinning";
import { hideTooltip, showTooltip } from "./tooltip";
import type { Tables } from "../charts/use_tables";

readDelimited();

export interface Wanted {
  readonly spec: Spec;
  readonly tables: Tables;
  readonly looks: Looks;
  /** Whether it has the page's colours and letters. */
  readonly themed: boolean;
  readonly width: Size | undefined;
  readonly height: Size | undefined;
  /** The parameters whose selections the script is told. */
  readonly selectable: readonly string[];
  readonly selection: Selection;
  readonly report: (selection: Selection) => void;
}

const PAUSE = 150; // Milliseconds between two reports while something is being selected.

export async function begin(box: HTMLElement, wanted: Wanted): Promise<VegaDrawing> {
  const drawing = new VegaDrawing(box);
  await drawing.update(wanted);
  return drawing;
}

export class VegaDrawing implements Drawing<Wanted> {
  view: View | undefined;
  #box: HTMLElement;
  #wanted: Wanted | undefined;
  #room: Room = { width: undefined, height: undefined };
  #formats = new Map<string, Spec | undefined>();
  #told: Selection = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<unknown> = Promise.resolve();

  constructor(box: HTMLElement) {
    this.#box = box;
  }

  update(wanted: Wanted): Promise<void> {
    return this.#next(() => this.#show(wanted));
  }

  resized(): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    const room = roomIn(this.#box, wanted.width, wanted.height);
    if (room.width === this.#room.width && room.height === this.#room.height) return this.#scrollable();
    this.#next(() => this.#fit(wanted)).catch(console.error);
  }

  /** A chart that is wider than its place can be scrolled with the keyboard, too. */
  #scrollable(): void {
    const element = this.#box.querySelector<HTMLElement>(".vega-embed");
    if (element && element.scrollWidth > element.clientWidth) element.tabIndex = 0;
    else element?.removeAttribute("tabindex");
  }

  end(): void {
    clearTimeout(this.#timer);
    this.view?.finalize();
    this.view = undefined;
    this.#wanted = undefined;
    hideTooltip();
  }

  /** One step after the other: each leaves a view that is complete. */
  #next(step: () => Promise<void>): Promise<void> {
    const done = this.#work.then(step);
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #show(wanted: Wanted): Promise<void> {
    const before = this.#wanted;
    this.#wanted = wanted;
    const isOther =
      !this.view ||
      !before ||
      before.spec !== wanted.spec ||
      before.looks !== wanted.looks ||
      before.themed !== wanted.themed ||
      before.width !== wanted.width ||
      before.height !== wanted.height ||
      before.selectable.join() !== wanted.selectable.join() ||
      [...wanted.tables.keys()].some((name) => !before.tables.has(name));
    if (isOther || !isSame(this.#told, wanted.selection)) {
      const isZoomKept = before?.spec === wanted.spec;
      await this.#build(wanted, { ...(isZoomKept ? this.#ownSelections() : {}), ...wanted.selection });
      return;
    }
    await this.#refill(before.tables, wanted);
  }

  /** What is selected of what the script is not told, such as what was zoomed. */
  #ownSelections(): Selection {
    const { view } = this;
    const wanted = this.#wanted;
    if (!view || !wanted) return {};
    const names = selectionsIn(wanted.spec).filter((name) => !wanted.selectable.includes(name));
    return Object.fromEntries(names.map((name) => [name, signalOf(view, name)]));
  }

  /** Draws a new view, and then puts it where the one before it was. */
  async #build(wanted: Wanted, selection: Selection): Promise<void> {
    const room = roomIn(this.#box, wanted.width, wanted.height);
    let made = await this.#made(wanted, selection, room, 0);
    if (room.width !== undefined && !isSingle(wanted.spec) && !isVega(wanted.spec)) {
      const beside = widthOf(made.view) - room.width;
      if (Math.abs(beside) > 1) {
        made.view.finalize();
        made = await this.#made(wanted, selection, room, beside);
      }
    }
    const last = this.view;
    this.view = made.view;
    this.#room = room;
    this.#told = wanted.selection;
    this.#box.replaceChildren(made.element);
    this.#scrollable();
    last?.finalize();
    for (const name of wanted.selectable) {
      if (hasSignal(made.view, name)) made.view.addSignalListener(name, () => this.#reportSoon());
    }
  }

  async #made(wanted: Wanted, selection: Selection, room: Room, beside: number) {
    const element = document.createElement("div");
    element.className = "vega-embed";
    const errors: unknown[] = [];
    const logger = newLogger(ERRORS_ONLY, undefined, (_, __, said) => errors.push(...said));
    const compiled = this.#compiled(wanted, selection, room, beside);
    for (const data of ("data" in compiled && compiled.data) || []) {
      const sheet = wanted.tables.get(data.name);
      if (!sheet || "url" in data || "source" in data) continue;
      const format = (data as Spec)["format"];
      this.#formats.set(data.name, format);
      (data as Spec)["values"] = rowsOf(thinned(sheet, wanted.spec));
    }
    const view = new View(parse(compiled, {}, { ast: true }), {
      expr: expressionInterpreter,
      renderer: "canvas",
      loader: ownLoader(errors),
      logger,
      tooltip: showTooltip,
    });
    view.initialize(element);
    if (isVega(wanted.spec)) view.hover();
    await view.runAsync();
    if (errors.length) {
      view.finalize();
      throw errors[0];
    }
    return { view, element };
  }

  #compiled(wanted: Wanted, selection: Selection, room: Room, beside: number): VegaSpec {
    const { looks, themed } = wanted;
    const spec = withColours(wanted.spec, this.#box);
    const config = themed ? configOf(looks) : {};
    if (isVega(spec)) return structuredClone({ ...spec, config: { ...config, ...spec["config"] } });
    const sized = fitted(spec, room, beside);
    const compiledOf = (one: Spec) => compile(one as never, { config, logger: SILENT }).spec;
    const first = compiledOf(sized);
    if (Object.values(selection).every(isNothing)) return first;
    return compiledOf(withSelection(sized, selection, channelsIn(first)));
  }

  async #refill(before: Tables, { tables, spec }: Wanted): Promise<void> {
    const { view } = this;
    if (!view) return;
    let isChanged = false;
    for (const [name, sheet] of tables) {
      if (before.get(name) === sheet || !this.#formats.has(name)) continue;
      const rows = read(rowsOf(thinned(sheet, spec)) as never, { type: "json", ...this.#formats.get(name) });
      view.change(name, changeset().remove(() => true).insert(rows));
      isChanged = true;
    }
    if (isChanged) await view.runAsync();
  }

  async #fit(wanted: Wanted): Promise<void> {
    const { view } = this;
    if (!view || this.#wanted !== wanted) return;
    const room = roomIn(this.#box, wanted.width, wanted.height);
    const isOwn = (one: Room) => [one.width === undefined, one.height === undefined].join();
    if (!isSingle(wanted.spec) || isOwn(room) !== isOwn(this.#room)) {
      await this.#build(wanted, { ...this.#ownSelections(), ...this.#selected() });
      return;
    }
    this.#room = room;
    if (room.width !== undefined) view.width(room.width);
    if (room.height !== undefined) view.height(room.height);
    await view.resize().runAsync();
    this.#scrollable();
  }

  #selected(): Selection {
    const { view } = this;
    const names = this.#wanted?.selectable ?? [];
    return view ? Object.fromEntries(names.map((name) => [name, signalOf(view, name)])) : {};
  }

  #reportSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const selection = this.#selected();
      if (isSame(selection, this.#told)) return;
      this.#told = selection;
      this.#wanted?.report(selection);
    }, PAUSE);
  }
}

const SILENT = newLogger(ERRORS_ONLY);

/** Loads data from the app's own addresses: the page's policy allows no others. */
function ownLoader(errors: unknown[]): Loader {
  const loader = newLoader({ target: "_blank" });
  const load = loader.load.bind(loader);
  loader.load = async (uri, options) => {
    const { origin } = new URL(uri, document.baseURI);
    if (origin !== location.origin) {
      errors.push(
        new Error(
          `Its data is at ${origin}, from where the page may load nothing. Load it in the script, ` +
            "and pass it to the chart.",
        ),
      );
      return "[]";
    }
    return load(uri, options);
  };
  return loader;
}

/** The width of all that is drawn. */
function widthOf(view: View): number {
  const canvas = view.container()?.querySelector("canvas");
  return Number.parseFloat(canvas?.style.width ?? "") || canvas?.clientWidth || 0;
}

function signalOf(view: View, name: string) {
  return hasSignal(view, name) ? selectedOf(view.signal(name)) : {};
}

function hasSignal(view: View, name: string): boolean {
  try {
    view.signal(name);
    return true;
  } catch {
    return false;
  }
}

/** Draws charts, changes them in place, and tells what is selected in them. */
import type { Sheet } from "../../tabular/sheet";
import { admitLibraries } from "../admitted";
import type { Looks } from "../looks";
import type { Begin, Drawing } from "../use_drawing";
import { checkAxes, withAccess, withLimits, withoutCode, withoutHands } from "./defaults";
import { Kept } from "./kept";
import { listenToKeys } from "./keys";
import { type ECharts, init, loadFor } from "./library";
import { listed, type Option, withParts } from "./option";
import {
  type Brushed,
  deselect,
  isNothing,
  NOTHING,
  select,
  type Selection,
  selectionIn,
} from "./selection";
import { withTables } from "./sources";
import { themeOf, withRoom } from "./theme";
import { withDays, withTooltips } from "./tooltips";
import { leaveScrollsToPage } from "./wheel";

export interface Wanted {
  readonly option: Option;
  readonly tables: readonly Sheet[];
  readonly looks: Looks;
  readonly themed: boolean;
  readonly renderer: "canvas" | "svg";
  readonly alt: string;
  /** Whether what is selected is to be told. */
  readonly isSelectable: boolean;
  /** What is selected now. */
  readonly selected: () => Selection | undefined;
  readonly report: (selection: Selection) => void;
}

export const drawChart: Begin<Wanted> = async (box, wanted): Promise<EchartsDrawing> => {
  admitLibraries(); // Tooltips are HTML.
  await loadFor(wanted.option, wanted.renderer);
  return new EchartsDrawing(box, wanted);
};

export class EchartsDrawing implements Drawing<Wanted> {
  chart: ECharts;
  #place: HTMLElement;
  #kept: Kept;
  #brushed: Brushed = [];
  #isRestoring = false;
  #leaveWheel: () => void;

  constructor(
    readonly box: HTMLElement,
    private wanted: Wanted,
  ) {
    this.#place = document.createElement("div");
    this.#place.className = "echarts-place";
    box.append(this.#place);
    this.chart = this.#begun();
    this.#kept = this.#listening();
    this.#show([], wanted.selected());
    this.#leaveWheel = leaveScrollsToPage(this.#place);
    listenToKeys(this.#place, () => this.chart, () => this.wanted.isSelectable);
  }

  async update(next: Wanted): Promise<void> {
    const { wanted: before } = this;
    await loadFor(next.option, next.renderer);
    const actions = this.#kept.actions(before.option, next.option);
    this.wanted = next;
    if (next.renderer !== before.renderer) {
      this.chart.dispose();
      this.chart = this.#begun();
      this.#kept = this.#listening();
    } else if (next.looks !== before.looks || next.themed !== before.themed) {
      this.chart.setTheme(themeIn(next), { silent: true });
    }
    this.#show(actions, next.selected());
  }

  resized(): void {
    const size = sizeOf(this.#place);
    if (size) this.chart.resize(size);
  }

  deselect(): void {
    this.#quietly(() => deselect(this.chart));
  }

  async picture(): Promise<Blob | undefined> {
    const { looks, renderer } = this.wanted;
    if (renderer === "svg") {
      return new Blob([this.chart.renderToSVGString()], { type: "image/svg+xml" });
    }
    const options = { pixelRatio: 2, backgroundColor: looks.background };
    const canvas = this.chart.renderToCanvas(options);
    return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined)));
  }

  end(): void {
    this.#leaveWheel();
    this.chart.dispose();
    this.#place.remove();
  }

  #begun(): ECharts {
    const { renderer } = this.wanted;
    const size = sizeOf(this.#place) ?? { width: 700, height: 350 };
    return init(this.#place, themeIn(this.wanted), { renderer, ...size });
  }

  /** Draws all of it; what the user has done to it before is done again. */
  #show(actions: readonly object[], selection: Selection | undefined): void {
    this.#quietly(() => {
      this.chart.setOption(optionFor(this.wanted), { notMerge: true });
      for (const action of actions) this.chart.dispatchAction(action as never, { silent: true });
      if (this.wanted.isSelectable && !isNothing(selection)) select(this.chart, selection ?? NOTHING);
    });
  }

  #quietly(act: () => void): void {
    this.#isRestoring = true;
    try {
      act();
    } finally {
      this.#isRestoring = false;
    }
  }

  #listening(): Kept {
    const { chart } = this;
    chart.on("selectchanged", () => this.#report());
    chart.on("brushselected", (told) => {
      this.#brushed = listed((told as { batch?: unknown }).batch);
      // The button of the toolbox that clears a brush tells nothing else.
      if (this.#brushed.every(({ areas }) => !listed(areas).length)) this.#report();
    });
    chart.on("brushend", () => this.#report());
    chart.getZr().on("dblclick", () => {
      if (!this.wanted.isSelectable || isNothing(this.wanted.selected())) return;
      this.deselect();
      this.#brushed = [];
      this.wanted.report(NOTHING);
    });
    return new Kept(chart);
  }

  #report(): void {
    const { wanted } = this;
    if (!wanted.isSelectable || this.#isRestoring) return;
    const selection = selectionIn(this.chart, this.#brushed);
    if (JSON.stringify(selection) !== JSON.stringify(wanted.selected() ?? NOTHING)) wanted.report(selection);
  }
}

function themeIn({ themed, looks }: Wanted): object {
  return themed ? themeOf(looks) : {};
}

function optionFor({ option, tables, themed, alt, isSelectable }: Wanted): Option {
  checkAxes(option);
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const whole = withParts(withoutCode(option), (part) => {
    const limited = isSelectable ? part : withoutHands(withLimits(part, tables));
    return withTooltips(withTables(themed ? withDays(withRoom(limited)) : limited, tables));
  });
  return withAccess(whole, alt, isStill);
}

/** Undefined while it is not to be seen. */
function sizeOf({ clientWidth, clientHeight }: HTMLElement): { width: number; height: number } | undefined {
  return clientWidth && clientHeight ? { width: clientWidth, height: clientHeight } : undefined;
}

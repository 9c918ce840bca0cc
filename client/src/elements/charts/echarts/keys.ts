/** Moves through the points of a chart by the keyboard: each is shown, said, and may be selected. */
import type { ECharts } from "./library";
import { modelOf, type SeriesModel } from "./selection";

const STEPS = new Map([
  ["ArrowRight", [1, 0]],
  ["ArrowLeft", [-1, 0]],
  ["ArrowDown", [0, 1]],
  ["ArrowUp", [0, -1]],
] as const);

/**
 * Listens to a chart's place: left and right go to the next point, up and down to another series,
 * Enter and the space bar select, Escape leaves the point.
 */
export function listenToKeys(
  place: HTMLElement,
  chart: () => ECharts,
  isSelectable: () => boolean,
): void {
  const said = document.createElement("div");
  said.className = "unseen";
  said.setAttribute("aria-live", "polite");
  place.after(said);
  place.tabIndex = 0;
  let at: { series: number; index: number } | undefined;

  const act = (type: string): void => {
    if (at) chart().dispatchAction({ type, seriesIndex: at.series, dataIndex: at.index });
  };
  const leave = (): void => {
    act("downplay");
    chart().dispatchAction({ type: "hideTip" });
    at = undefined;
    said.textContent = "";
  };
  const go = (right: number, down: number): void => {
    const all = seriesIn(chart());
    if (!all.length) return;
    const place = Math.max(0, all.findIndex(({ seriesIndex }) => seriesIndex === at?.series));
    const series = all[within(place + down, all.length)] as SeriesModel;
    const index = at ? within(at.index + right, series.getData().count()) : 0;
    act("downplay");
    at = { series: series.seriesIndex, index };
    act("highlight");
    act("showTip");
    said.textContent = wordsFor(series, index);
  };

  place.addEventListener("keydown", (event) => {
    const step = STEPS.get(event.key as never);
    if (step) go(step[0], step[1]);
    else if (!at) return;
    else if (event.key === "Escape") leave();
    else if (event.key !== "Enter" && event.key !== " ") return;
    else if (isSelectable()) act("toggleSelect");
    event.preventDefault();
  });
  place.addEventListener("blur", () => at && leave());
}

function seriesIn(chart: ECharts): SeriesModel[] {
  const all: SeriesModel[] = [];
  modelOf(chart).eachSeries((series) => {
    if (series.getData().count()) all.push(series);
  });
  return all;
}

function within(place: number, length: number): number {
  return Math.min(Math.max(place, 0), length - 1);
}

function wordsFor(series: SeriesModel, index: number): string {
  const value = series.getRawValue(index);
  const values = Array.isArray(value) ? value.filter((one) => one !== series.getData().getName(index)) : [value];
  const own = series.name.includes("\0") ? "" : series.name;
  return [own, series.getData().getName(index), values.join(", ")].filter(Boolean).join(": ");
}

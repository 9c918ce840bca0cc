/** What the user has done to a chart, and what is done again once it is drawn with other data. */
import type { ECharts } from "./library";
import { baseOf, isPart, type Option, type Part } from "./option";
import { modelOf } from "./selection";

/** The kinds of parts that users change, by the events that tell so. */
const EVENTS = {
  datazoom: "dataZoom",
  legendselectchanged: "legend",
  legendselectall: "legend",
  legendinverseselect: "legend",
  datarangeselected: "visualMap",
  timelinechanged: "timeline",
} as const;

type Kind = (typeof EVENTS)[keyof typeof EVENTS];

export class Kept {
  #changed = new Set<Kind>();

  constructor(readonly chart: ECharts) {
    for (const [event, kind] of Object.entries(EVENTS)) {
      chart.on(event, () => void this.#changed.add(kind));
    }
    chart.on("restore", () => this.#changed.clear());
  }

  /** What does it all again, where the author's part is the same as before. */
  actions(before: Option, next: Option): Part[] {
    const same = [...this.#changed].filter((kind) => textOf(before, kind) === textOf(next, kind));
    this.#changed = new Set(same);
    return same.flatMap((kind) => {
      const actions: Part[] = [];
      modelOf(this.chart).eachComponent(kind, ({ option }, index) => {
        actions.push(...actionsFor(kind, option, index));
      });
      return actions;
    });
  }
}

function textOf(option: Option, kind: Kind): string {
  return JSON.stringify(baseOf(option)[kind] ?? null);
}

function actionsFor(kind: Kind, option: Part, index: number): Part[] {
  switch (kind) {
    case "dataZoom": {
      const { startValue, endValue } = option;
      return [{ type: "dataZoom", dataZoomIndex: index, startValue, endValue }];
    }
    case "legend": {
      const names = Object.entries(isPart(option["selected"]) ? option["selected"] : {});
      return names.map(([name, isShown]) => ({
        type: isShown ? "legendSelect" : "legendUnSelect",
        name,
      }));
    }
    case "visualMap":
      return [
        {
          type: "selectDataRange",
          visualMapIndex: index,
          selected: structuredClone(option["range"] ?? option["selected"]),
        },
      ];
    case "timeline":
      return [{ type: "timelineChange", currentIndex: option["currentIndex"] }];
  }
}

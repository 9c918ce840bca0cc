/**
 * ECharts, in two parts: what most charts need, and all else, which is loaded by those that need it.
 *
 * Each piece is imported by its own file: from the package's lists of all, both parts would be one.
 */
import "echarts/lib/chart/bar.js";
import "echarts/lib/chart/boxplot.js";
import "echarts/lib/chart/candlestick.js";
import "echarts/lib/chart/effectScatter.js";
import "echarts/lib/chart/heatmap.js";
import "echarts/lib/chart/line.js";
import "echarts/lib/chart/pie.js";
import "echarts/lib/chart/radar.js";
import "echarts/lib/chart/scatter.js";
import "echarts/lib/component/aria.js";
import "echarts/lib/component/axisPointer.js";
import "echarts/lib/component/brush.js";
import "echarts/lib/component/dataset.js";
import "echarts/lib/component/dataZoom.js";
import "echarts/lib/component/grid.js";
import "echarts/lib/component/legend.js";
import "echarts/lib/component/markArea.js";
import "echarts/lib/component/markLine.js";
import "echarts/lib/component/markPoint.js";
import "echarts/lib/component/radar.js";
import "echarts/lib/component/title.js";
import "echarts/lib/component/toolbox.js";
import "echarts/lib/component/tooltip.js";
import "echarts/lib/component/transform.js";
import "echarts/lib/component/visualMap.js";
import { use } from "echarts/core";
import { installLegacyGridContainLabel } from "echarts/lib/coord/cartesian/legacyContainLabel.js";
import { install as canvas } from "echarts/lib/renderer/installCanvasRenderer.js";
import { listed, type Option, partsOf } from "./option";

export { format, init, time, type ECharts } from "echarts/core";

use([canvas, installLegacyGridContainLabel]);

const MOST = new Set("bar boxplot candlestick effectScatter heatmap line pie radar scatter".split(" "));
const RARE = new Set(
  (
    "angleAxis calendar graphic matrix parallel parallelAxis polar radiusAxis singleAxis thumbnail " +
    "timeline"
  ).split(" "),
);

/** Loads the rest of the library, if a chart needs some of it. */
export async function loadFor(option: Option, renderer: string): Promise<void> {
  if (renderer === "svg" || partsOf(option).some(isRare)) await import("./rest");
}

function isRare(part: Option): boolean {
  if (Object.keys(part).some((name) => RARE.has(name))) return true;
  if (listed(part["series"]).some(({ type }) => typeof type === "string" && !MOST.has(type))) return true;
  if (listed(part["series"]).some(({ universalTransition }) => universalTransition)) return true;
  const axes = [...listed(part["xAxis"]), ...listed(part["yAxis"])];
  return axes.some(({ breaks, jitter }) => breaks || jitter);
}

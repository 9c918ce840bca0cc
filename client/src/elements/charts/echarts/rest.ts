/** What few charts need of ECharts. */
import "echarts/lib/chart/chord.js";
import "echarts/lib/chart/funnel.js";
import "echarts/lib/chart/gauge.js";
import "echarts/lib/chart/graph.js";
import "echarts/lib/chart/lines.js";
import "echarts/lib/chart/parallel.js";
import "echarts/lib/chart/pictorialBar.js";
import "echarts/lib/chart/sankey.js";
import "echarts/lib/chart/sunburst.js";
import "echarts/lib/chart/themeRiver.js";
import "echarts/lib/chart/tree.js";
import "echarts/lib/chart/treemap.js";
import "echarts/lib/component/calendar.js";
import "echarts/lib/component/graphic.js";
import "echarts/lib/component/matrix.js";
import "echarts/lib/component/parallel.js";
import "echarts/lib/component/polar.js";
import "echarts/lib/component/singleAxis.js";
import "echarts/lib/component/thumbnail.js";
import "echarts/lib/component/timeline.js";
import { installUniversalTransition } from "echarts/lib/animation/universalTransition.js";
import { installScatterJitter } from "echarts/lib/chart/scatter/install.js";
import { installAxisBreak } from "echarts/lib/component/axis/installBreak.js";
import { use } from "echarts/core";
import { install as svg } from "echarts/lib/renderer/installSVGRenderer.js";

use([installAxisBreak, installScatterJitter, installUniversalTransition, svg]);

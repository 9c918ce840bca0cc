/** The page's look for charts of ECharts: as a theme, which what the option itself says overrides. */
import type { Looks } from "../looks";
import { listed, mapped, type Part } from "./option";
import { each } from "./tooltips";

const DECIMALS = 4;

export function themeOf(looks: Looks): Part {
  const { categorical, sequential, background, surface, text, muted, border, accent } = looks;
  const { letters, size, isDark } = looks;
  const small = Math.round(size * 0.75);
  const line = { lineStyle: { color: border } };
  const quiet = { color: muted, fontSize: small };
  const axis = axisOf(looks);
  const [, , rising = accent, falling = accent] = categorical;
  const own = { label: { color: text } };
  const select = { itemStyle: { borderColor: text, borderWidth: 2 } };
  return {
    color: categorical,
    darkMode: isDark,
    backgroundColor: background,
    textStyle: { fontFamily: letters, color: text, fontSize: small },
    title: {
      left: 0,
      textStyle: { color: text, fontSize: size, fontWeight: 600 },
      subtextStyle: { color: muted, fontSize: small },
    },
    legend: {
      textStyle: quiet,
      pageTextStyle: quiet,
      pageIconColor: muted,
      pageIconInactiveColor: border,
      inactiveColor: border,
      inactiveBorderColor: border,
    },
    tooltip: {
      backgroundColor: background,
      borderColor: border,
      defaultBorderColor: border,
      textStyle: { color: text, fontFamily: letters, fontSize: small },
      valueFormatter: each(shortened),
      confine: true, // The frame of a chart may be at the edge of what scrolls.
    },
    axisPointer: {
      ...line,
      crossStyle: { color: border },
      label: { color: background, backgroundColor: muted },
      shadowStyle: { color: surface },
    },
    categoryAxis: axis,
    valueAxis: { ...axis, axisLine: { show: false }, axisTick: { show: false } },
    logAxis: axis,
    timeAxis: axis,
    dataZoom: {
      borderColor: border,
      backgroundColor: background,
      fillerColor: faint(accent),
      textStyle: quiet,
      brushStyle: { color: faint(accent) },
      handleStyle: { color: background, borderColor: muted },
      moveHandleStyle: { color: muted },
      emphasis: { handleStyle: { borderColor: accent }, moveHandleStyle: { color: accent } },
      dataBackground: { lineStyle: { color: border }, areaStyle: { color: border } },
      selectedDataBackground: { lineStyle: { color: accent }, areaStyle: { color: faint(accent) } },
    },
    visualMap: {
      color: sequential.toReversed(), // From many to few.
      textStyle: quiet,
      handleStyle: { borderColor: border },
    },
    timeline: {
      lineStyle: { color: border },
      itemStyle: { color: muted },
      label: { color: muted },
      controlStyle: { color: muted, borderColor: muted },
      checkpointStyle: { color: accent, borderColor: background },
      progress: { lineStyle: { color: accent }, itemStyle: { color: accent }, label: { color: text } },
    },
    toolbox: {
      iconStyle: { borderColor: muted },
      emphasis: { iconStyle: { borderColor: accent } },
      feature: {
        dataView: {
          backgroundColor: background,
          textColor: text,
          textareaColor: surface,
          textareaBorderColor: border,
          buttonColor: accent,
          buttonTextColor: background,
        },
      },
    },
    brush: {
      brushStyle: { color: faint(accent), borderColor: accent, borderWidth: 1 },
    },
    calendar: {
      itemStyle: { color: surface, borderColor: border },
      splitLine: line,
      dayLabel: quiet,
      monthLabel: quiet,
      yearLabel: { color: muted },
    },
    radar: { ...axis, axisName: quiet },
    angleAxis: axis,
    radiusAxis: axis,
    singleAxis: axis,
    parallelAxis: axis,
    parallel: { parallelAxisDefault: { ...axis, nameTextStyle: quiet } },
    matrix: {
      x: cellsOf(looks),
      y: cellsOf(looks),
      backgroundStyle: { borderColor: border },
      body: { itemStyle: { borderColor: border } },
    },
    line: { symbol: "circle", lineStyle: { width: 2 }, select },
    bar: { select },
    scatter: { select },
    heatmap: { select },
    pie: { ...own, itemStyle: { borderColor: background }, select },
    candlestick: {
      itemStyle: { color: rising, color0: falling, borderColor: rising, borderColor0: falling },
    },
    boxplot: { itemStyle: { color: surface } },
    gauge: {
      title: { color: muted },
      detail: { color: text },
      axisLine: { lineStyle: { color: [[1, border]] } },
      axisLabel: quiet,
      axisTick: { lineStyle: { color: muted } },
      splitLine: { lineStyle: { color: muted } },
    },
    graph: { color: categorical, select, lineStyle: { color: muted } },
    sankey: own,
    tree: { ...own, lineStyle: { color: border } },
    themeRiver: own,
    funnel: { itemStyle: { borderColor: background } },
    sunburst: { itemStyle: { borderColor: background } },
    treemap: {
      breadcrumb: { itemStyle: { color: surface, textStyle: { color: text } } },
      itemStyle: { borderColor: background },
    },
    markPoint: { label: { color: background } },
    markLine: { label: { color: muted } },
    markArea: { itemStyle: { color: faint(accent) } },
  };
}

function axisOf({ muted, border, surface, size }: Looks): Part {
  const small = Math.round(size * 0.75);
  const line = { lineStyle: { color: border } };
  return {
    axisLine: line,
    axisTick: line,
    axisLabel: { color: muted, fontSize: small, hideOverlap: true },
    nameTextStyle: { color: muted, fontSize: small },
    splitLine: line,
    minorSplitLine: line,
    splitArea: { areaStyle: { color: ["transparent", surface] } },
  };
}

function cellsOf({ muted, border }: Looks): Part {
  return {
    label: { color: muted },
    itemStyle: { borderColor: border },
    dividerLineStyle: { color: border },
  };
}

/** How far the axes of a chart are from its edges, where it does not say: as little as it needs. */
export function withRoom(part: Part): Part {
  if (!("xAxis" in part) && !("yAxis" in part)) return part;
  const has = (name: string, is: (one: Part) => boolean) =>
    listed(part[name]).some((one) => one["show"] !== false && is(one));
  const isAbove = (one: Part) => "top" in one && one["top"] !== "bottom";
  const above = [
    has("title", (title) => Boolean(title["text"]) && !("bottom" in title)),
    has("legend", isAbove),
    has("toolbox", (tools) => !("bottom" in tools)) || has("brush", () => true),
  ];
  const isBelow = (one: Part) => !isAbove(one) && one["orient"] !== "vertical";
  const below = [
    has("legend", isBelow) && 64,
    has("dataZoom", (zoom) => zoom["type"] === "slider" && isBelow(zoom)) && 84,
    has("visualMap", (map) => map["orient"] === "horizontal" && isBelow(map)) && 96,
    has("timeline", isBelow) && 96,
  ];
  const hasNameAbove = has("yAxis", (axis) => Boolean(axis["name"]) && (axis["nameLocation"] ?? "end") === "end");
  const rows = above.filter(Boolean).length;
  const room = {
    left: 8,
    right: 16,
    top: (rows ? 28 + 20 * rows : 20) + (hasNameAbove ? 16 : 0),
    bottom: Math.max(16, ...below.map(Number)),
  };
  const grid = part["grid"] === undefined ? room : mapped(part["grid"], (one) => ({ ...room, ...one }));
  // Several beside each other say where they are.
  return Array.isArray(part["grid"]) && part["grid"].length > 1 ? part : { ...part, grid };
}

/** A colour through which one sees what is below. */
function faint(colour: string): string {
  const parts = colour.match(/[\d.]+/g)?.slice(0, 3);
  return parts ? `rgba(${parts.join()},0.18)` : colour;
}

/** Long numbers with no more digits than one reads. */
function shortened(value: number): string {
  return value.toLocaleString(undefined, { maximumFractionDigits: DECIMALS });
}

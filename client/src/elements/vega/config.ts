/** The page's colours and letters as a configuration of Vega. What the author sets overrides it. */
import type { Config } from "vega-lite";
import type { Looks } from "../charts/looks";

export function configOf(looks: Looks): Config {
  const { text, muted, border, letters, size } = looks;
  const small = size * 0.75;
  const first = looks.categorical[0] ?? looks.accent;
  const names = { labelFont: letters, titleFont: letters };
  const axis = { labelColor: muted, titleColor: muted, labelFontSize: small, titleFontSize: small };
  return {
    background: "transparent",
    font: letters,
    padding: 4,
    axis: {
      ...names,
      ...axis,
      titleFontWeight: "normal",
      labelPadding: 6,
      titlePadding: 8,
      gridColor: border,
      domainColor: border,
      tickColor: border,
      domain: false,
      ticks: false,
      labelOverlap: true,
    },
    axisX: { grid: false, domain: true, ticks: true },
    axisQuantitative: { tickCount: { signal: "ceil(max(width, 120) / 90)" } as never },
    legend: { ...names, ...axis, titleFontWeight: 600, symbolSize: 90 },
    header: { ...names, ...axis, titleFontWeight: 600 },
    title: {
      color: text,
      subtitleColor: muted,
      font: letters,
      subtitleFont: letters,
      fontSize: size,
      fontWeight: 600,
      anchor: "start",
      offset: 12,
    },
    text: { color: text, font: letters, fontSize: small },
    view: { stroke: "transparent", continuousHeight: HEIGHT },
    mark: { color: first, tooltip: null },
    line: { strokeWidth: 2 },
    rule: { color: muted },
    arc: { stroke: looks.background },
    range: {
      category: [...looks.categorical],
      ordinal: [...looks.sequential],
      ramp: [...looks.sequential],
      heatmap: [...looks.sequential],
      diverging: [...looks.diverging],
    },
  };
}

/** Of a chart whose height nobody says, in pixels. */
export const HEIGHT = 350;

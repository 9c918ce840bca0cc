/** Layers that count points. */
import {
  ContourLayer,
  GridLayer,
  HeatmapLayer,
  HexagonLayer,
  ScreenGridLayer,
} from "@deck.gl/aggregation-layers";

export const classes = { ContourLayer, GridLayer, HeatmapLayer, HexagonLayer, ScreenGridLayer };

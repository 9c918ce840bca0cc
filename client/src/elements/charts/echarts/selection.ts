/** What is selected in a chart: as ECharts knows it, and as the script gets it. */
import type { ECharts } from "./library";
import { isPart, type Part } from "./option";

export interface Selected {
  readonly series_index: number;
  readonly series_id: string | null;
  readonly series_name: string | null;
  readonly data_type: string;
  readonly data_indices: readonly number[];
}

export interface Area {
  readonly brush_index: number;
  readonly brush_type: string;
  readonly coord_range: readonly unknown[];
}

export interface Selection {
  readonly selected: readonly Selected[];
  readonly areas: readonly Area[];
}

export const NOTHING: Selection = { selected: [], areas: [] };

export function isNothing(selection: Selection | undefined): boolean {
  return !selection || !(selection.selected?.length || selection.areas?.length);
}

/** What is read of ECharts' own record of a chart, which its types hide. */
interface Data {
  indexOfRawIndex(raw: number): number;
  getRawIndex(index: number): number;
  count(): number;
  getName(index: number): string;
}

export interface SeriesModel {
  readonly seriesIndex: number;
  readonly name: string;
  readonly option: Part;
  getData(): Data;
  getAllData(): readonly { readonly data: Data; readonly type?: string }[];
  getSelectedDataIndices(): readonly number[];
  isSelected(index: number, type?: string): boolean;
  getRawValue(index: number): unknown;
}

export interface ComponentModel {
  readonly id: string;
  readonly option: Part;
  readonly areas?: readonly Part[];
}

export interface ChartModel {
  eachSeries(visit: (series: SeriesModel) => void): void;
  eachComponent(kind: string, visit: (component: ComponentModel, index: number) => void): void;
}

export function modelOf(chart: ECharts): ChartModel {
  return (chart as unknown as { getModel(): ChartModel }).getModel();
}

/** What was within the areas of each brush, as ECharts told it last. */
export type Brushed = readonly Part[];

/** All that is selected now. */
export function selectionIn(chart: ECharts, brushed: Brushed): Selection {
  const model = modelOf(chart);
  const areas: Area[] = [];
  model.eachComponent("brush", (brush, index) => {
    for (const { brushType, coordRange } of brush.areas ?? []) {
      if (!Array.isArray(coordRange)) continue; // It is nothing but pixels.
      areas.push({ brush_index: index, brush_type: String(brushType), coord_range: finite(coordRange) });
    }
  });
  const selected: Selected[] = [];
  model.eachSeries((series) => {
    const { id, name } = series.option;
    for (const [type, indices] of indicesIn(series, brushed)) {
      selected.push({
        series_index: series.seriesIndex,
        series_id: named(id),
        series_name: named(name),
        data_type: type,
        data_indices: indices,
      });
    }
  });
  return { selected, areas };
}

function indicesIn(series: SeriesModel, brushed: Brushed): [string, number[]][] {
  const all = series.getAllData();
  const clicked = series.getSelectedDataIndices();
  return all
    .map(({ data, type }): [string, number[]] => {
      // ECharts keeps one list for points, nodes and edges.
      const isOwn = (raw: number) => series.isSelected(data.indexOfRawIndex(raw), type);
      const own = all.length > 1 ? clicked.filter(isOwn) : [...clicked];
      const within = type && type !== "main" && type !== "node" ? [] : brushedIn(series, brushed);
      return [type ?? "main", [...new Set([...own, ...within])].sort((a, b) => a - b)];
    })
    .filter(([, indices]) => indices.length);
}

function brushedIn({ seriesIndex }: SeriesModel, brushed: Brushed): number[] {
  return brushed.flatMap(({ areas, selected }) => {
    if (!Array.isArray(areas) || !areas.length || !Array.isArray(selected)) return [];
    const own = selected.filter(isPart).find((one) => one["seriesIndex"] === seriesIndex);
    return (own?.["dataIndex"] as number[] | undefined) ?? [];
  });
}

/** A name that the author has given. */
function named(value: unknown): string | null {
  const text = value === undefined || value === null ? "" : String(value);
  return text && !text.includes("\0") ? text : null;
}

function finite(range: readonly unknown[]): unknown[] {
  return range.map((value) => {
    if (Array.isArray(value)) return finite(value);
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  });
}

/** Selects in a chart what was selected earlier. */
export function select(chart: ECharts, { selected = [], areas = [] }: Partial<Selection>): void {
  for (const { series_index, series_id, data_type, data_indices } of selected) {
    chart.dispatchAction(
      {
        type: "select",
        ...(series_id ? { seriesId: series_id } : { seriesIndex: series_index }),
        ...(data_type !== "main" && { dataType: data_type }),
        dataIndex: [...data_indices],
      },
      { silent: true },
    );
  }
  const brushes = new Set(areas.map(({ brush_index }) => brush_index));
  for (const brush of brushes) {
    const own = areas.filter(({ brush_index }) => brush_index === brush);
    const drawn = own.map(({ brush_type, coord_range }) => ({
      brushType: brush_type,
      coordRange: coord_range,
      ...(brush_type !== "lineY" && { xAxisIndex: 0 }),
      ...(brush_type !== "lineX" && { yAxisIndex: 0 }),
    }));
    chart.dispatchAction({ type: "brush", brushIndex: brush, areas: drawn });
  }
}

/** Selects nothing. */
export function deselect(chart: ECharts): void {
  const { selected } = selectionIn(chart, []);
  for (const { series_index, data_type, data_indices } of selected) {
    chart.dispatchAction(
      {
        type: "unselect",
        seriesIndex: series_index,
        ...(data_type !== "main" && { dataType: data_type }),
        dataIndex: [...data_indices],
      },
      { silent: true },
    );
  }
  modelOf(chart).eachComponent("brush", (_, index) => {
    chart.dispatchAction({ type: "brush", brushIndex: index, areas: [] });
  });
}

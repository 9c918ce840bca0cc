/** The data of a chart as a table, for those who cannot see the chart, or want its numbers. */
import { Grid } from "../tabular/grid";
import { HEAD } from "../tabular/grid_places";
import type { Sheet } from "../tabular/sheet";
import { useTable } from "../tabular/use_table";

const ROW = 35; // Pixels.
const ROWS = 10;
const NO_LOOKS: readonly never[] = [];

export interface ChartTableProps {
  readonly sheet: Sheet;
  readonly label: string;
}

export function ChartTable({ sheet, label }: ChartTableProps) {
  const table = useTable(sheet, NO_LOOKS, "");
  return (
    <div class="stDataFrame chart-data">
      <Grid
        table={table}
        rowHeight={ROW}
        placeholder=""
        label={label ? `Data of: ${label}` : "Data of the chart"}
        mostPixels={HEAD + ROWS * ROW}
        fills
      />
    </div>
  );
}

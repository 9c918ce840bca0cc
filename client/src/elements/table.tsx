// lazy
/** A static table, which shows all rows at once. */
import type { TableElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";
import { styleOf } from "./tabular/cell_style";

type Column = NonNullable<TableElement["columns"]>[number];

export default function Table({ element }: ElementProps<TableElement>) {
  const { columns = [], border = true, hide_header = false, alt, height = "content" } = element;
  const rows = columns[0]?.cells.length ?? 0;
  const name = alt || "Table";
  return (
    <div
      {...named("stTable")}
      data-lines={border}
      data-height={wordOf(height)}
      style={heightOf(height)}
      // A scrollable area must be reachable by the keyboard.
      role="group"
      aria-label={name}
      tabIndex={0}
    >
      <table aria-label={name}>
        {!hide_header && (
          <thead>
            <tr>{columns.map(header)}</tr>
          </thead>
        )}
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>{columns.map((column, index) => cell(column, index, row))}</tr>
          ))}
          {rows === 0 && (
            <tr>
              <td class="empty-table" colSpan={columns.length || 1}>
                empty
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function header(column: Column, index: number) {
  if (!column.name) return <td key={index} />; // An empty header cell would label nothing.
  return (
    <th key={index} scope="col" data-number={column.is_number}>
      <Html as="span" html={column.name} />
    </th>
  );
}

function cell({ cells, is_index = false, is_number, styles, style_of }: Column, index: number, row: number) {
  const content = <Html as="span" html={cells[row] ?? ""} />;
  const style = styleOf(styles?.[style_of?.[row] ?? -1]);
  if (is_index) {
    return (
      <th key={index} scope="row" style={style}>
        {content}
      </th>
    );
  }
  return (
    <td key={index} data-number={is_number} style={style}>
      {content}
    </td>
  );
}

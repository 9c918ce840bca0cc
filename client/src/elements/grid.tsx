// rare, block
/** Cells in rows and columns. How many columns there are follows from the room for them. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { GridCellElement, GridElement } from "../protocol.gen";
import type { PageNode } from "../tree";
import type { ElementProps } from "./shared/component";
import { keyClass, layoutFrame } from "./shared/frame";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";

const MOST = 24; // Columns, where the author gives no number.
const MINIMUM = 200; // Pixels, where the author gives none.

export default function Grid({ element, node, draw }: ElementProps<GridElement>) {
  const { wrap = true, row_height = "content", row_gap = "small", column_gap = "small" } = element;
  const own = useRef<HTMLDivElement>(null);
  const columns = useColumns(own, element);
  const least = wrap ? "0" : `${minimumOf(element)}px`;
  return (
    <div {...layoutFrame(element, node)}>
      <div
        ref={own}
        {...named("stGrid", keyClass(element))}
        data-test-column-count={columns}
        data-test-wrap={wrap}
        data-bordered={element.border ?? false}
        data-dense={element.dense ?? false}
        data-vertical={element.vertical_alignment ?? "top"}
        data-height={wordOf(element.height)}
        data-rows={wordOf(row_height)}
        style={{
          ...heightOf(element.height),
          gridTemplateColumns: `repeat(${columns}, minmax(${least}, 1fr))`,
          gridAutoRows: typeof row_height === "number" ? `${row_height}px` : "auto",
          rowGap: spaceOf(row_gap),
          columnGap: spaceOf(column_gap),
        }}
      >
        {node.children.value.map((child) => (
          <div key={child.serial} {...named("stGridCell")} style={spansOf(child, columns)}>
            {draw(child)}
          </div>
        ))}
      </div>
    </div>
  );
}

const SPACES: Readonly<Record<string, string>> = {
  "": "0",
  xxsmall: "0.25rem",
  xsmall: "0.5rem",
  small: "1rem",
  medium: "2rem",
  large: "4rem",
  xlarge: "6rem",
  xxlarge: "8rem",
};

function spaceOf(gap: string | number): string {
  return typeof gap === "number" ? `${gap}px` : (SPACES[gap] ?? "1rem");
}

function minimumOf({ min_column_width = "auto" }: GridElement): number {
  return min_column_width === "auto" ? MINIMUM : min_column_width;
}

/** How many columns there are; measured before anything is painted. */
function useColumns(own: { readonly current: HTMLElement | null }, element: GridElement): number {
  const { column_count = "auto", wrap = true, column_gap } = element;
  const most = column_count === "auto" ? MOST : column_count;
  const least = minimumOf(element);
  const [columns, setColumns] = useState(wrap ? 1 : most);
  useLayoutEffect(() => {
    if (!wrap || !own.current) return setColumns(most);
    const grid = own.current;
    const measure = () => {
      const gap = parseFloat(getComputedStyle(grid).columnGap) || 0;
      const fitting = Math.floor((grid.clientWidth + gap) / (least + gap));
      setColumns(Math.max(1, Math.min(most, fitting)));
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(grid);
    return () => sizes.disconnect();
  }, [wrap, most, least, column_gap]);
  return columns;
}

/** How many columns and rows a cell covers, of those that there are. */
function spansOf(child: PageNode, columns: number) {
  if (child.tag !== "grid_cell") return undefined;
  const { column_span = 1, row_span = 1 } = child.element.value as GridCellElement;
  return {
    gridColumn: column_span === "all" ? "1 / -1" : `span ${Math.min(column_span, columns)}`,
    gridRow: `span ${row_span}`,
  };
}

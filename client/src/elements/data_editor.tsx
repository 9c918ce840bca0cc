// rare
/** A table whose cells can be edited, with rows that can be added and deleted. */
import { useMemo, useState } from "preact/hooks";
import type { DataEditorElement } from "../protocol.gen";
import { EditTools } from "./editing/edit_tools";
import { useEditedTable } from "./editing/edited_rows";
import { useEditing } from "./editing/use_editing";
import { useEdits } from "./editing/use_edits";
import type { ElementProps } from "./shared/component";
import { FullScreenFrame } from "./shared/full_screen";
import { useSession } from "./shared/session";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";
import { Grid } from "./tabular/grid";
import { GridSearch, GridTools, saveCsv } from "./tabular/grid_tools";
import { Failed, mostPixels, Room } from "./tabular/room";
import { asCsv } from "./tabular/sheet";
import { useSheet } from "./tabular/use_sheet";

export default function DataEditor({ element }: ElementProps<DataEditorElement>) {
  const { row_height = 35, height = "auto", adds = false, deletes = false } = element;
  const { content: text = "", address = "", disabled = false } = element;
  const { content, hasFailed, retry } = useSheet({ text, address });
  const [query, setQuery] = useState<string>();
  const looks = useMemo(() => element.looks ?? [], [JSON.stringify(element.looks)]);
  const rules = useMemo(() => (disabled ? [] : (element.rules ?? [])), [JSON.stringify(element.rules), disabled]);
  const edits = useEdits(element, content);
  const table = useEditedTable(edits.edited, edits.state, looks, query ?? "");
  const rights = { adds: adds && !disabled, deletes: deletes && !disabled };
  const own = useEditing({ edits, table, rules, ...rights });
  const { values } = useSession();
  const tools = content && (
    <>
      <EditTools own={own} edits={edits} adds={rights.adds} />
      <GridTools
        table={table}
        onDownload={() => saveCsv(asCsv(table.sheet, table.all))}
        onSearch={() => setQuery(query === undefined ? "" : undefined)}
      />
    </>
  );
  return (
    <FullScreenFrame label="Tools of the table" tools={tools}>
      <div {...named("stDataFrame")} data-height={wordOf(height)} style={heightOf(height)}>
        {query !== undefined && <GridSearch query={query} count={table.rows.length} onChange={setQuery} />}
        {hasFailed && <Failed onRetry={retry} />}
        {content && (
          <Grid
            table={table}
            rowHeight={row_height}
            placeholder={element.placeholder ?? "None"}
            label={element.alt || "Table"}
            mostPixels={mostPixels(height, row_height)}
            fills={element.width !== "content"}
            selectable={own.selectable}
            editing={own.editing}
            onSearch={() => setQuery(query ?? "")}
            onButton={({ look }, row, label) => {
              if (!look.trigger) return;
              values.hold(look.trigger, { row, label });
              values.trigger(look.trigger);
            }}
          />
        )}
        {!content && !hasFailed && <Room element={element} />}
        <div class="only-heard" role="status">
          {own.said}
        </div>
      </div>
    </FullScreenFrame>
  );
}

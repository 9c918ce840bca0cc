/** The tools of a table: its columns, download and search. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLoaded } from "../shared/lazy";
import { saveFile } from "../shared/save_file";
import { Tool } from "../shared/tools";
import type { Table } from "./use_table";

export interface GridToolsProps {
  readonly table: Table;
  readonly onDownload: () => void;
  readonly onSearch: () => void;
}

export const DOWNLOAD = "M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10";
const SEARCH = "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3 14 14";
const COLUMNS = "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10";

const loadColumns = () => import("./hidden_columns").then((module) => module.HiddenColumns);

export function GridTools({ table, onDownload, onSearch }: GridToolsProps) {
  const [isOpen, setOpen] = useState(false);
  const own = useRef<HTMLSpanElement>(null);
  const Columns = useLoaded(loadColumns, isOpen);
  const isShown = isOpen || table.arranged.arrangement.hidden.size > 0;
  return (
    <>
      {isShown && (
        <span ref={own} class="grid-columns-tool">
          <Tool name="Columns" path={COLUMNS} onClick={() => setOpen(!isOpen)} />
          {isOpen && Columns && (
            <Columns
              table={table}
              anchor={own}
              onClose={() => {
                setOpen(false);
                own.current?.querySelector("button")?.focus();
              }}
            />
          )}
        </span>
      )}
      <Tool name="Download as CSV" path={DOWNLOAD} onClick={onDownload} />
      <Tool name="Search" path={SEARCH} onClick={onSearch} />
    </>
  );
}

export interface GridSearchProps {
  readonly query: string;
  /** How many rows are found; undefined while that is not known. */
  readonly count: number | undefined;
  /** Called with undefined when the search is closed. */
  readonly onChange: (query: string | undefined) => void;
}

export function GridSearch({ query, count, onChange }: GridSearchProps) {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []); // The user opened it to type.
  return (
    <div class="grid-search">
      <input
        ref={input}
        type="search"
        aria-label="Search"
        placeholder="Search"
        maxLength={200}
        value={query}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault(); // A full screen around it stays.
          onChange(undefined);
        }}
      />
      <span role="status">{query && count !== undefined ? `${count} rows` : ""}</span>
    </div>
  );
}

export function saveCsv(text: string): void {
  // The byte order mark makes spreadsheets read it as UTF-8.
  saveFile(new Blob(["\ufeff", text], { type: "text/csv" }), "table.csv");
}

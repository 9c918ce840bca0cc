/** The tools of a table: search, download and fullscreen. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { Tool } from "../shared/tools";
import { asCsv, type Sheet } from "./sheet";

export interface GridToolsProps {
  readonly sheet: Sheet;
  readonly rows: Uint32Array;
  readonly onSearch: () => void;
}

const DOWNLOAD = "M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10";
const SEARCH = "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3 14 14";

export function GridTools({ sheet, rows, onSearch }: GridToolsProps) {
  const onDownload = () => download(asCsv(sheet, rows));
  return (
    <>
      <Tool name="Download as CSV" path={DOWNLOAD} onClick={onDownload} />
      <Tool name="Search" path={SEARCH} onClick={onSearch} />
    </>
  );
}

export interface GridSearchProps {
  readonly query: string;
  /** Called with undefined when the search is closed. */
  readonly onChange: (query: string | undefined) => void;
}

export function GridSearch({ query, onChange }: GridSearchProps) {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []); // The user opened it to type.
  return (
    <input
      ref={input}
      class="grid-search"
      type="search"
      aria-label="Search"
      placeholder="Search"
      value={query}
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
      onKeyDown={({ key }) => key === "Escape" && onChange(undefined)}
    />
  );
}

const KEPT_FOR = 60_000; // Milliseconds: browsers read the file almost at once.

function download(text: string): void {
  // The byte order mark makes spreadsheets read it as UTF-8.
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "table.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR);
}

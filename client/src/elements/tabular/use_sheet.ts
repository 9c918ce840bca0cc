/** The table of an element: either in its record, or fetched from an address. */
import { type Content, type Loaded, type Reader, useContent } from "../shared/content";
import { EMPTY, type Sheet, sheetOfFile, sheetOfText } from "./sheet";

/** How tables are read. */
export const sheets: Reader<Sheet> = {
  text: (text) => (text ? sheetOfText(text) : EMPTY),
  file: async (response) => sheetOfFile(await response.arrayBuffer()),
};

/** The table, once it is loaded; while a new one is fetched, the previous one. */
export function useSheet(content: Content): Loaded<Sheet> {
  return useContent(content, sheets);
}

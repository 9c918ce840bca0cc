/** The files that a user gives: from the browser's chooser, or by dropping them on the page. */
import type { FileUploaderElement } from "../../protocol.gen";
import type { GivenFile } from "./transfers";

const NO_TYPES: readonly string[] = [];
const MAX_BYTES = 200 * 1024 ** 2;

/** Those that were chosen; of a folder, with the path within it. */
export function chosenFiles(input: HTMLInputElement): GivenFile[] {
  return [...(input.files ?? [])].map((file) => ({
    file,
    name: file.webkitRelativePath || file.name,
  }));
}

/** Those that were dropped; what is in folders only if that is wanted. */
export async function droppedFiles(data: DataTransfer, withFolders: boolean): Promise<GivenFile[]> {
  const items = [...data.items].filter(({ kind }) => kind === "file");
  // Both have to be asked for at once: after a pause the browser has forgotten them.
  const entries = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found = await Promise.all(
    entries.map(async ({ entry, file }) => {
      if (entry?.isDirectory) return withFolders ? filesIn(entry, "") : [];
      return file ? [{ file, name: file.name }] : [];
    }),
  );
  return found.flat();
}

async function filesIn(entry: FileSystemEntry, path: string): Promise<GivenFile[]> {
  const name = path + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ file, name }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: GivenFile[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return found; // It gives a hundred at a time.
    for (const inner of entries) found.push(...(await filesIn(inner, `${name}/`)));
  }
}

/** What the server would say of a file, said before anything is sent. */
export function refusalOf(element: FileUploaderElement, given: GivenFile): string | undefined {
  const { types = NO_TYPES, max_bytes = MAX_BYTES } = element;
  if (given.file.size > max_bytes) return `It is larger than ${sizeOf(max_bytes)}.`;
  if (!isOfTypes(types, given)) return `It is not of these types: ${wordsOf(types)}.`;
  return undefined;
}

/** What may be uploaded, in a line. */
export function limitsOf({ types = NO_TYPES, max_bytes = MAX_BYTES }: FileUploaderElement): string {
  const most = `up to ${sizeOf(max_bytes)}`;
  return types.length ? `${wordsOf(types)} · ${most}` : most;
}

/** Whether a file has one of these endings or media types. */
export function isOfTypes(types: readonly string[], { file, name }: GivenFile): boolean {
  return types.length === 0 || types.some((type) => isOfType(type, file.type, name.toLowerCase()));
}

function isOfType(type: string, own: string, name: string): boolean {
  if (type.startsWith(".")) return name.endsWith(type);
  if (!own) return true; // The browser does not know; the server decides.
  return type.endsWith("/*") ? own.startsWith(type.slice(0, -1)) : own === type;
}

/** Types as words: "CSV, PNG, image". */
export function wordsOf(types: readonly string[]): string {
  return types
    .map((type) => (type.startsWith(".") ? type.slice(1).toUpperCase() : type.replace("/*", "")))
    .join(", ");
}

const UNITS = ["B", "KB", "MB", "GB"] as const;

/** A number of bytes for people: "1.5 MB". */
export function sizeOf(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const number = bytes / 1024 ** power;
  return `${number.toFixed(number < 10 && power > 0 ? 1 : 0).replace(/\.0$/, "")} ${UNITS[power]}`;
}

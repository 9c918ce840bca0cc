/** Reads the files that a user has chosen or dropped on the page. */
import type { GivenFile } from "./transfers";

/** What a widget takes. */
export interface Taken {
  readonly types?: readonly string[];
  readonly max_bytes?: number;
}

const NO_TYPES: readonly string[] = [];
const MAX_BYTES = 200 * 1024 ** 2;

/** The files chosen in an input; if a folder was chosen, with their paths in it. */
export function chosenFiles(input: HTMLInputElement): GivenFile[] {
  return [...(input.files ?? [])].map((file) => ({
    file,
    name: file.webkitRelativePath || file.name,
  }));
}

/** The dropped files; those in folders only if `withFolders`. */
export async function droppedFiles(data: DataTransfer, withFolders: boolean): Promise<GivenFile[]> {
  const items = [...data.items].filter(({ kind }) => kind === "file");
  // Both must be read before the first `await`: after that, the browser has cleared them.
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
    if (entries.length === 0) return found; // Each call returns at most a hundred.
    for (const inner of entries) found.push(...(await filesIn(inner, `${name}/`)));
  }
}

/** Why the server would refuse a file, so that it need not be sent; undefined if it would not. */
export function refusalOf(element: Taken, given: GivenFile): string | undefined {
  const { types = NO_TYPES, max_bytes = MAX_BYTES } = element;
  if (given.file.size > max_bytes) return `It is larger than ${sizeOf(max_bytes)}.`;
  if (!isOfTypes(types, given)) return `It is not of these types: ${wordsOf(types)}.`;
  return undefined;
}

/** The limits of an upload, as one line of text. */
export function limitsOf({ types = NO_TYPES, max_bytes = MAX_BYTES }: Taken): string {
  const most = `up to ${sizeOf(max_bytes)}`;
  return types.length ? `${wordsOf(types)} · ${most}` : most;
}

/** Whether a file has one of these extensions or media types. */
export function isOfTypes(types: readonly string[], { file, name }: GivenFile): boolean {
  return types.length === 0 || types.some((type) => isOfType(type, file.type, name.toLowerCase()));
}

function isOfType(type: string, own: string, name: string): boolean {
  if (type.startsWith(".")) return name.endsWith(type);
  if (!own) return true; // The browser does not know; the server decides.
  return type.endsWith("/*") ? own.startsWith(type.slice(0, -1)) : own === type;
}

/** Types as text: "CSV, PNG, image". */
export function wordsOf(types: readonly string[]): string {
  return types
    .map((type) => (type.startsWith(".") ? type.slice(1).toUpperCase() : type.replace("/*", "")))
    .join(", ");
}

const UNITS = ["B", "KB", "MB", "GB"] as const;

/** A number of bytes as text: "1.5 MB". */
export function sizeOf(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const number = bytes / 1024 ** power;
  return `${number.toFixed(number < 10 && power > 0 ? 1 : 0).replace(/\.0$/, "")} ${UNITS[power]}`;
}

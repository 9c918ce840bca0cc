/** Saves what was made in the browser as a file on the user's machine. */
const KEPT_FOR = 60_000; // Milliseconds: browsers read the file almost at once.

export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR);
}

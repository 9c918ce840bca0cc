/** A moment as part of a file's name: "2026-11-29T23-10-56-092Z". */
export function stampOf(moment: Date): string {
  return moment.toISOString().replace(/[:.]/g, "-");
}

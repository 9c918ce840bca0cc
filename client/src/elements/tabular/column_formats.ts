/** The formats that the user can choose for a column. */
import type { GridColumn } from "./grid_columns";

const NUMBERS = [
  "plain",
  "localized",
  "percent",
  "compact",
  "scientific",
  "engineering",
  "accounting",
  "dollar",
  "euro",
  "yen",
  "bytes",
] as const;
const MOMENTS = ["localized", "distance", "calendar", "iso8601"] as const;

const NAMES: Readonly<Partial<Record<string, string>>> = { iso8601: "ISO 8601" };

/** Their words; none for a column whose cells have no other form. */
export function formatsOf({ type, column }: GridColumn): readonly string[] {
  if (type === "date" || type === "datetime") return MOMENTS;
  if (type === "time") return ["localized", "iso8601"]; // A time of day is as far from now each day.
  return (type === "number" || type === "progress") && column.kind !== "duration" ? NUMBERS : [];
}

/** How a format is called in the menu. */
export function nameOfFormat(format: string): string {
  return NAMES[format] ?? format.charAt(0).toUpperCase() + format.slice(1);
}

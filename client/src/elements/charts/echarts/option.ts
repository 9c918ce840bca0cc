/** An option of ECharts, as it is sent, and the parts that it may consist of. */

/** Any part of an option. */
export interface Part {
  [name: string]: unknown;
}
export type Option = Part;

export function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** What may be one or several. */
export function listed(value: unknown): Part[] {
  return (Array.isArray(value) ? value : [value]).filter(isPart);
}

/** The option and those within it: of a timeline, and for other sizes of the chart. */
export function partsOf(option: Option): Part[] {
  const { baseOption, options, media } = option;
  const own = listed(media).flatMap((part) => listed(part["option"]));
  return [option, ...[baseOption].filter(isPart), ...listed(options), ...own];
}

/** What all steps of a timeline, and all sizes of the chart, share. */
export function baseOf(option: Option): Part {
  return isPart(option["baseOption"]) ? option["baseOption"] : option;
}

/** The option with each of its parts as another one. */
export function withParts(option: Option, other: (part: Part) => Part): Option {
  const { baseOption, options, media } = option;
  const any = (part: unknown) => (isPart(part) ? other(part) : part);
  const made = other(option);
  if (isPart(baseOption)) made["baseOption"] = other(baseOption);
  if (Array.isArray(options)) made["options"] = options.map(any);
  if (Array.isArray(media)) {
    made["media"] = media.map((part) => (isPart(part) ? { ...part, option: any(part["option"]) } : part));
  }
  return made;
}

/** One or several parts, each as another one. */
export function mapped(value: unknown, other: (part: Part, index: number) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part, at) => (isPart(part) ? other(part, at) : part));
  return isPart(value) ? other(value, 0) : value;
}

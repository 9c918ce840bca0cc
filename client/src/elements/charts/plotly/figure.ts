/** Figures of Plotly as the server sends them, and what is made of them before they are drawn. */

/** Any part of a figure. */
export interface Part {
  [name: string]: unknown;
}
export type Trace = Part;
export type Layout = Part;
export type Config = Part;

export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
  readonly frames?: readonly unknown[];
}

export function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isPacked(value);
}

const isPacked = ArrayBuffer.isView;

/** A figure, with its arrays unpacked: once, so that Plotly finds the same arrays at each drawing. */
export function readFigure(sent: unknown): Figure {
  const { data, layout, frames } = isPart(sent) ? sent : {};
  return {
    data: Array.isArray(data) ? data.filter(isPart).map((trace) => unpacked(trace) as Trace) : [],
    layout: isPart(layout) ? (titled(unpacked(layout)) as Layout) : {},
    ...(Array.isArray(frames) && { frames: frames.map(unpacked) }),
  };
}

const ARRAYS = {
  i1: Int8Array,
  u1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
  f4: Float32Array,
  f8: Float64Array,
} as const;
export type Numbers = InstanceType<(typeof ARRAYS)[keyof typeof ARRAYS]>;

/** The same, with each `{dtype, bdata, shape}` as an array of numbers. */
function unpacked(part: unknown): unknown {
  if (Array.isArray(part)) return part.some(isObject) ? part.map(unpacked) : part;
  if (!isPart(part)) return part;
  const { dtype, bdata, shape } = part;
  if (typeof bdata === "string" && typeof dtype === "string" && Object.hasOwn(ARRAYS, dtype)) {
    return numbers(bdata, dtype as keyof typeof ARRAYS, shape);
  }
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, unpacked(value)]));
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

function numbers(text: string, dtype: keyof typeof ARRAYS, shape: unknown): unknown {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = letters.charCodeAt(index);
  const all = new ARRAYS[dtype](bytes.buffer);
  const sizes = String(shape ?? "").split(",").map(Number);
  const [rows = 0, columns = 0, deep] = sizes;
  if (!columns) return all;
  const cut = (from: Numbers, length: number) =>
    Array.from({ length: Math.floor(from.length / length) }, (_, index) =>
      from.subarray(index * length, (index + 1) * length),
    );
  if (!deep) return cut(all, columns).slice(0, rows);
  return cut(all, columns * deep).map((plane) => cut(plane, deep));
}

/** Titles as objects: Plotly takes no others, and authors of dicts write plain text. */
function titled(part: unknown): unknown {
  if (!isPart(part)) return part;
  const entries = Object.entries(part).map(([name, value]) => {
    if (name === "title" && typeof value === "string") return [name, { text: value }];
    return [name, name === "meta" ? value : titled(value)];
  });
  return Object.fromEntries(entries);
}

/**
 * What the user has zoomed and selected belongs to: it is kept while the figure has axes of these
 * kinds, and given up when it has others.
 */
export function revisionOf({ data, layout }: Figure): string {
  const kinds = new Set<string>();
  for (const trace of data) {
    const at = ["x", "y", "z"].map((name) => kindOf(trace[name]));
    kinds.add([trace["type"] ?? "scatter", trace["xaxis"], trace["yaxis"], ...at].join());
  }
  const axes = Object.entries(layout).filter(([name]) => /^[xy]axis\d*$/.test(name));
  const types = axes.map(([name, axis]) => `${name}:${isPart(axis) ? axis["type"] : ""}`);
  return [...kinds, ...types].sort().join(";");
}

function kindOf(values: unknown): string {
  const first = (values as ArrayLike<unknown> | undefined)?.[0];
  if (typeof first !== "string") return typeof first;
  return /^-?\d{4}-\d\d/.test(first) ? "date" : "text";
}

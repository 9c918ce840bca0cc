/** A value that a component has sent, as text for the server: `elements/frames/values.py` reads it. */

/** The text of a value; undefined if it is none. */
export function textOf(value: unknown, dataType: unknown): string | undefined {
  switch (dataType) {
    case "bytes":
      return `bytes:${base64(bytesIn(value))}`;
    case "dataframe": {
      const { data, index, columns } = (value ?? {}) as Record<string, unknown>;
      return `table:${[data, index, columns].map((part) => base64(bytesIn(part))).join(".")}`;
    }
    default:
      return `json:${JSON.stringify(value ?? null, whole)}`;
  }
}

/** Replaces halves of characters, which cannot be sent. */
function whole(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value;
}

function bytesIn(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return value instanceof ArrayBuffer ? new Uint8Array(value) : Uint8Array.from((value ?? []) as []);
}

const AT_ONCE = 0x8000; // The most arguments of a call that every browser takes.

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  }
  return btoa(text);
}

/** The arguments of a component, in the form of its messages. */
import type { ComponentInstanceElement } from "../../protocol.gen";

/** A table: three streams of Arrow. */
interface ArrowParts {
  readonly data: Uint8Array;
  readonly index: Uint8Array;
  readonly columns: Uint8Array;
}

export interface Given {
  readonly args: Record<string, unknown>;
  readonly dfs: readonly { readonly key: string; readonly value: { readonly data: ArrowParts } }[];
}

const LENGTHS = 12; // Bytes before the streams: the length of each.

/** The arguments of an element; what is not in its record is fetched. */
export async function givenTo(
  { args: text = "{}", args_address = "", parts = [] }: ComponentInstanceElement,
  href: (path: string) => string,
): Promise<Given> {
  const fetched = await Promise.all(parts.map(({ address }) => bytesOf(href(address))));
  const json = args_address ? new TextDecoder().decode(await bytesOf(href(args_address))) : text;
  const args = JSON.parse(json || "{}") as Given["args"];
  const dfs: Given["dfs"][number][] = [];
  parts.forEach(({ name, is_table }, index) => {
    const content = fetched[index] ?? new Uint8Array();
    if (is_table) dfs.push({ key: name, value: { data: streamsIn(content) } });
    else args[name] = content;
  });
  return { args, dfs };
}

async function bytesOf(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

function streamsIn(content: Uint8Array): ArrowParts {
  const lengths = new DataView(content.buffer, content.byteOffset);
  const ends = [0, 4, 8].map((at) => lengths.getUint32(at, true));
  let start = LENGTHS;
  const [data, index, columns] = ends.map((length) => content.slice(start, (start += length)));
  const none = new Uint8Array();
  return { data: data ?? none, index: index ?? none, columns: columns ?? none };
}

/** The examples that the server's tests use too: `tests/vectors/*.json`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Patch, WireNode } from "../src/protocol.gen";

export interface Vector {
  readonly name: string;
  readonly old: WireNode;
  readonly patches: readonly Patch[];
  readonly new: WireNode;
}

const FOLDER = join(import.meta.dirname, "..", "..", "tests", "vectors");

export const vectors: readonly Vector[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Vector[])
  .filter((vector) => "patches" in vector);

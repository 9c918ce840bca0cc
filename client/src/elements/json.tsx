// lazy
/** JSON data as a tree with collapsible branches. */
import { useState } from "preact/hooks";
import type { JsonElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { CopyButton } from "./shared/copy";
import { named } from "./shared/test_id";

const MANY = 100; // How many items of one list or object are drawn at first.
const ALL = -1;

/** A number as it was written, because JavaScript would round a long one. */
class Written {
  constructor(readonly text: string) {}
}

export default function Json({ element }: ElementProps<JsonElement>) {
  const { body = "null", expanded = ALL } = element;
  return (
    <div {...named("stJson")}>
      <Value value={parsed(body)} levels={expanded === ALL ? Infinity : expanded} />
      <CopyButton text={() => body} />
    </div>
  );
}

interface ValueProps {
  readonly name?: string | undefined;
  readonly value: unknown;
  /** The number of levels that are open at first. */
  readonly levels: number;
}

function Value({ name, value, levels }: ValueProps) {
  if (value !== null && typeof value === "object" && !(value instanceof Written)) {
    return <Branch name={name} value={value} levels={levels} />;
  }
  return (
    <div class="json-row">
      <Name name={name} />
      <Leaf value={value} />
    </div>
  );
}

function Branch({ name, value, levels }: ValueProps & { readonly value: object }) {
  const [isOpen, setOpen] = useState(levels > 0);
  const isList = Array.isArray(value);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length === 0) {
    return (
      <div class="json-row">
        <Name name={name} />
        {open}
        {close}
      </div>
    );
  }
  return (
    <details
      class="json-branch"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <Name name={name} />
        {open}
        {!isOpen && (
          <>
            <span class="json-count">
              {entries.length} {isList ? "items" : "keys"}
            </span>
            {close}
          </>
        )}
      </summary>
      <Items isOpen={isOpen} entries={entries} isList={isList} levels={levels - 1} end={close} />
    </details>
  );
}

interface ItemsProps {
  readonly isOpen: boolean;
  readonly entries: readonly (readonly [key: string, item: unknown])[];
  readonly isList: boolean;
  readonly levels: number;
  /** The closing bracket. */
  readonly end: string | undefined;
}

/** The items in a branch. The number of items shown is kept while the branch is closed. */
function Items({ isOpen, entries, isList, levels, end }: ItemsProps) {
  const [shown, setShown] = useState(MANY);
  if (!isOpen) return null;
  return (
    <>
      <div class="json-children">
        {entries.slice(0, shown).map(([key, item]) => (
          <Value key={key} name={isList ? key : `"${key}"`} value={item} levels={levels} />
        ))}
        {entries.length > shown && (
          <button type="button" class="plain-button" onClick={() => setShown(shown + MANY * 5)}>
            {entries.length - shown} more
          </button>
        )}
      </div>
      <div class="json-row">{end}</div>
    </>
  );
}

function Name({ name }: { readonly name: string | undefined }) {
  return name === undefined ? null : <span class="json-name">{name}: </span>;
}

function Leaf({ value }: { readonly value: unknown }) {
  if (typeof value === "string") return <span class="json-text">"{value}"</span>;
  if (value instanceof Written) return <span class="json-number">{value.text}</span>;
  return <span class="json-word">{String(value)}</span>;
}

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

function parsed(text: string): unknown {
  const revive: Reviver = (_, value, context) =>
    typeof value === "number" ? new Written(context?.source ?? String(value)) : value;
  return JSON.parse(text, revive);
}

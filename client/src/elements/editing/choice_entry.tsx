/** Choosing in a cell: one of its options, or several of them and of what is typed. */
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Json } from "../../protocol.gen";
import { BoxButton } from "../options/box_button";
import { type Combobox, useCombobox } from "../options/combobox";
import { Dropdown, type Row } from "../options/dropdown";
import { itemsOf } from "../tabular/cell_text";
import { exact } from "../tabular/sheet";
import type { EntryProps } from "./cell_editor";
import { optionOf, type Target } from "./entering";

const NOTHING = "No results";

export function ChoiceEntry(props: EntryProps) {
  const { target, value, text, isTyped, onText, onFinish } = props;
  const { options = [] } = target.look;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const mayBeEmpty = !target.rule.is_required;
  const list = useCombobox({
    id: `${id}-list`,
    options: labelsOf(target),
    mode: "fuzzy",
    acceptsNew: target.rule.accepts_new_options ?? false,
    chosen: Math.max(0, options.findIndex((option) => option.value === value)),
    isDisabled: false,
    pick: (row) => onFinish("down", picked(row, target)),
  });
  useOpened(props, list);
  return (
    <>
      <div ref={box} class="cell-choice">
        <span id={id} hidden>
          {props.label}
        </span>
        <input
          class="cell-input"
          type="text"
          autocomplete="off"
          spellcheck={false}
          {...list.attributes}
          aria-label={props.label}
          aria-invalid={props.problem !== undefined}
          aria-describedby={props.problem && props.describedBy}
          value={list.typed ?? text}
          onInput={({ currentTarget }) => {
            list.type(currentTarget.value);
            onText(currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.isComposing || event.key === "Escape") return;
            const isEmptied = event.key === "Enter" && list.typed === "" && mayBeEmpty;
            const isUnknown = event.key === "Enter" && list.rows.length === 0;
            if (isEmptied || isUnknown) return; // The editor reads what is typed.
            const isTabbed = event.key === "Tab" && list.typed !== undefined && list.rows[list.active];
            if (isTabbed && list.typed) onFinish(event.shiftKey ? "left" : "right", picked(isTabbed, target));
            else if (!list.press(event)) return;
            event.preventDefault();
          }}
        />
      </div>
      {list.isOpen && (
        <Dropdown
          name="stSelectboxVirtualDropdown"
          id={`${id}-list`}
          label={id}
          box={box}
          rows={list.rows}
          active={list.active}
          nothing={isTyped || options.length ? NOTHING : "There are no options"}
          isSelected={(row) => row.tag === "option" && options[row.index]?.value === value}
          onPick={list.pick}
          onPoint={list.point}
        />
      )}
    </>
  );
}

/** The list is open from the beginning, filtered by what was typed to open it. */
function useOpened({ isTyped, text }: EntryProps, list: Combobox): void {
  useLayoutEffect(() => {
    if (isTyped && text) list.type(text);
    else list.open();
  }, []);
}

function labelsOf({ look: { options = [] } }: Target): readonly string[] {
  return options.map(({ value, label }) => label || exact(value));
}

function picked(row: Row, target: Target): Json | undefined {
  if (row.tag === "option") return target.look.options?.[row.index]?.value;
  return row.tag === "new" ? optionOf(row.text, target) : undefined;
}

export function ListEntry(props: EntryProps) {
  const { target, value, onText, onFinish } = props;
  const takesAny = target.rule.takes === "list";
  const [items, setItems] = useState<readonly Json[]>(() => itemsOf(value) as readonly Json[]);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false); // To an option, with the keys.
  const labels = labelsOf(target);
  const change = (next: readonly Json[]) => {
    setItems(next);
    onFinish("nowhere", next as Json);
  };
  const places = new Map((target.look.options ?? []).map((option, at) => [option.value as unknown, at]));
  const add = (item: Json | undefined) => item !== undefined && change([...items, item]);
  const list = useCombobox({
    id: `${id}-list`,
    options: labels,
    mode: "fuzzy",
    acceptsNew: takesAny || (target.rule.accepts_new_options ?? false),
    hidden: items.map((item) => places.get(item) ?? exact(item)),
    isDisabled: false,
    staysOpen: true,
    pick: (row) => add(takesAny && row.tag === "new" ? itemOf(row.text, items) : picked(row, target)),
  });
  const input = useRef<HTMLInputElement>(null);
  useOpened(props, list);
  const remove = (at: number) => change(items.filter((_, other) => other !== at));
  return (
    <>
      <div ref={box} class="cell-choice cell-tags">
        <span id={id} hidden>
          {props.label}
        </span>
        {items.map((item, at) => {
          const text = labels[places.get(item) ?? -1] ?? exact(item);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the items have no other identity
            <span key={at} class="tag" title={text}>
              <span>{text}</span>
              <BoxButton
                label={`Remove ${text}`}
                onPress={() => {
                  remove(at);
                  input.current?.focus();
                }}
              />
            </span>
          );
        })}
        <input
          ref={input}
          class="cell-input"
          type="text"
          autocomplete="off"
          {...list.attributes}
          aria-label={props.label}
          aria-invalid={props.problem !== undefined}
          aria-describedby={props.problem && props.describedBy}
          value={list.typed ?? ""}
          onInput={({ currentTarget }) => {
            hasMoved.current = false;
            list.type(currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.isComposing || event.key === "Escape") return;
            const { key } = event;
            const isLeaving = key === "Tab" || (key === "Enter" && !hasMoved.current);
            if (isLeaving && !list.typed) return;
            if (key === "Backspace" && !list.typed && items.length) remove(items.length - 1);
            else if (key === "Tab" && list.typed) addTyped();
            else if (!list.press(event)) return;
            if (key.startsWith("Arrow")) hasMoved.current = true;
            if (key !== "Tab") event.preventDefault();
          }}
        />
      </div>
      {list.isOpen && (list.rows.length > 0 || !takesAny) && (
        <Dropdown
          name="stMultiSelectDropdown"
          id={`${id}-list`}
          label={id}
          box={box}
          rows={list.rows}
          active={list.active}
          nothing={labels.length === items.length ? "There are no more options" : NOTHING}
          isMultiple
          isSelected={() => false}
          onPick={list.pick}
          onPoint={list.point}
        />
      )}
    </>
  );

  /** Takes what is typed with it when the cell is left. */
  function addTyped(): void {
    const row = list.rows[list.active];
    if (row) list.pick(row);
    else onText(list.typed ?? "");
  }
}

/** A number among numbers, else text. */
function itemOf(text: string, items: readonly Json[]): Json {
  const isNumeric = items.length > 0 && items.every((item) => typeof item === "number");
  return isNumeric && text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

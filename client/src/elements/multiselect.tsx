// lazy
/** A list that opens, of which several options are chosen; each stands as a tag in the box. */
import { useRef } from "preact/hooks";
import type { MultiselectElement } from "../protocol.gen";
import { BoxButton } from "./options/box_button";
import { type Picked, useChoices } from "./options/choice";
import { useCombobox } from "./options/combobox";
import { Dropdown, type Row } from "./options/dropdown";
import type { ElementProps } from "./shared/component";
import { Field, idsOf } from "./shared/label";
import { named } from "./shared/test_id";

const NO_OPTIONS: readonly string[] = [];

export default function Multiselect({ element }: ElementProps<MultiselectElement>) {
  const { options = NO_OPTIONS, disabled = false, filter_mode = "fuzzy" } = element;
  const { value, change } = useChoices(element);
  const ids = idsOf(element);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const most = element.max_selections ?? Infinity;
  const isFull = value.length >= most;
  const list = useCombobox({
    id: `${ids.control}-list`,
    options: isFull ? NO_OPTIONS : options,
    mode: filter_mode,
    acceptsNew: (element.accept_new_options ?? false) && !isFull,
    hidden: value,
    all: element.select_all ? "Select all" : undefined,
    isDisabled: disabled,
    staysOpen: true,
    pick: (row, shown) => change([...value, ...choicesOf(row, shown)]),
  });
  const remove = (choice: Picked) => change(value.filter((other) => other !== choice));
  const clear = () => {
    list.close();
    change([]);
  };
  const textOf = (choice: Picked) =>
    typeof choice === "number" ? (options[choice] ?? "") : choice;
  const pressed = (event: KeyboardEvent) => {
    const last = value.at(-1);
    if (list.press(event)) event.preventDefault();
    else if (event.key === "Backspace" && !list.typed && last !== undefined) remove(last);
    else if (event.key === "Escape" && value.length) clear();
  };
  return (
    <Field name="stMultiSelect" element={element}>
      <div data-baseweb="select">
        <div
          ref={box}
          class="input-box select-box"
          onMouseDown={(event) => {
            if (event.target !== input.current) event.preventDefault();
            input.current?.focus();
          }}
          onClick={({ target }) => {
          if (target !== input.current || list.typed === undefined) list.toggle();
        }}
        >
          <div {...named("stMultiSelectTagsContainer")} data-wrap={element.wrap ?? true}>
            {value.map((choice) => (
              <span key={choice} class="tag" data-baseweb="tag" title={textOf(choice)}>
                <span>{textOf(choice)}</span>
                {!disabled && (
                  <BoxButton label={`Remove ${textOf(choice)}`} onPress={() => remove(choice)} />
                )}
              </span>
            ))}
            <input
              ref={input}
              id={ids.control}
              type="text"
              {...list.attributes}
              value={list.typed ?? ""}
              placeholder={value.length ? "" : element.placeholder}
              autocomplete="off"
              spellcheck={false}
              disabled={disabled}
              aria-labelledby={ids.label}
              onInput={({ currentTarget }) => list.type(currentTarget.value)}
              onBlur={() => list.close()}
              onKeyDown={(event) => event.isComposing || pressed(event)}
            />
          </div>
          {value.length > 0 && !disabled && <BoxButton label="Clear all" onPress={clear} />}
          <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
            <path d="m4 6 4 4 4-4" />
          </svg>
        </div>
      </div>
      {list.isOpen && (
        <Dropdown
          name="stMultiSelectDropdown"
          id={`${ids.control}-list`}
          label={ids.label}
          box={box}
          rows={list.rows}
          active={list.active}
          nothing={nothingOf(isFull ? most : undefined, options.length === value.length)}
          isMultiple
          isSelected={() => false}
          onPick={list.pick}
          onPoint={list.point}
        />
      )}
    </Field>
  );
}

/** What a row adds; "all" adds the options that the list shows. */
function choicesOf(row: Row, shown: readonly Row[]): Picked[] {
  switch (row.tag) {
    case "option":
      return [row.index];
    case "new":
      return [row.text];
    case "all":
      return shown.flatMap((other) => (other.tag === "option" ? [other.index] : []));
  }
}

function nothingOf(most: number | undefined, isAllChosen: boolean): string {
  if (most !== undefined) {
    return `Only ${most} ${most === 1 ? "option" : "options"} may be chosen. Remove one first.`;
  }
  return isAllChosen ? "There are no more options" : "No results";
}

// lazy
/** A dropdown for several options; each chosen one is shown as a tag in the box. */
import { useRef } from "preact/hooks";
import type { MultiselectElement } from "../protocol.gen";
import { BoxButton } from "./options/box_button";
import { type Chosen, type Picked, useChoices } from "./options/choice";
import { useCombobox } from "./options/combobox";
import type { Row } from "./options/dropdown";
import { listId, SelectBox, SelectInput } from "./options/select_box";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";

const NO_OPTIONS: readonly string[] = [];

export default function Multiselect({ element }: ElementProps<MultiselectElement>) {
  const { options = NO_OPTIONS, disabled = false } = element;
  const chosen = useChoices<Picked>(element);
  const { value, change } = chosen;
  const input = useRef<HTMLInputElement>(null);
  const list = useOptionList(element, chosen);
  const remove = (choice: Picked) => change(value.filter((other) => other !== choice));
  const clear = () => {
    list.close();
    change([]);
  };
  return (
    <SelectBox
      name="stMultiSelect"
      element={element}
      input={input}
      list={list}
      putsCaret
      clearing={value.length && !disabled ? { label: "Clear all", onPress: clear } : undefined}
      dropdown={{
        name: "stMultiSelectDropdown",
        nothing: nothingOf(element, value.length),
        isMultiple: true,
        isSelected: () => false,
      }}
    >
      <div {...named("stMultiSelectTagsContainer")} data-wrap={element.wrap ?? true}>
        {value.map((choice) => (
          <Tag
            key={choice}
            text={typeof choice === "number" ? (options[choice] ?? "") : choice}
            onRemove={disabled ? undefined : () => remove(choice)}
          />
        ))}
        <SelectInput
          element={element}
          input={input}
          list={list}
          value={list.typed ?? ""}
          placeholder={value.length ? "" : element.placeholder}
          onKey={({ key }) => {
            const last = value.at(-1);
            if (key === "Backspace" && !list.typed && last !== undefined) remove(last);
            else if (key === "Escape" && value.length) clear();
          }}
        />
      </div>
    </SelectBox>
  );
}

/** The list of options that can still be chosen. */
function useOptionList(element: MultiselectElement, { value, change }: Chosen<readonly Picked[]>) {
  const isFull = value.length >= mostOf(element);
  return useCombobox({
    id: listId(element),
    options: isFull ? NO_OPTIONS : (element.options ?? NO_OPTIONS),
    mode: element.filter_mode ?? "fuzzy",
    acceptsNew: (element.accept_new_options ?? false) && !isFull,
    hidden: value,
    all: element.select_all ? "Select all" : undefined,
    isDisabled: element.disabled ?? false,
    staysOpen: true,
    pick: (row, shown) => change([...value, ...choicesOf(row, shown)]),
  });
}

function Tag({ text, onRemove }: { readonly text: string; readonly onRemove: (() => void) | undefined }) {
  return (
    <span class="tag" data-baseweb="tag" title={text}>
      <span>{text}</span>
      {onRemove && <BoxButton label={`Remove ${text}`} onPress={onRemove} />}
    </span>
  );
}

/** The choices that a row adds; the row "all" adds all options that the list shows. */
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

function mostOf(element: MultiselectElement): number {
  return element.max_selections ?? Infinity;
}

/** The text of the list if it has no rows. */
function nothingOf(element: MultiselectElement, count: number): string {
  const most = mostOf(element);
  if (count >= most) {
    return `Only ${most} ${most === 1 ? "option" : "options"} may be chosen. Remove one first.`;
  }
  const { options = NO_OPTIONS } = element;
  return options.length === count ? "There are no more options" : "No results";
}

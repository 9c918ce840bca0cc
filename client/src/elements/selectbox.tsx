// lazy
/** A dropdown for one option. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { SelectboxElement } from "../protocol.gen";
import { useChoice } from "./options/choice";
import { useCombobox } from "./options/combobox";
import { listId, SelectBox, SelectInput } from "./options/select_box";
import type { ElementProps } from "./shared/component";
import { Icon } from "./shared/icon";

const NO_OPTIONS: readonly string[] = [];

export default function Selectbox({ element }: ElementProps<SelectboxElement>) {
  const { options = NO_OPTIONS, disabled = false } = element;
  const { value, change } = useChoice(element);
  const input = useRef<HTMLInputElement>(null);
  const list = useCombobox({
    id: listId(element),
    options,
    mode: element.filter_mode ?? "fuzzy",
    acceptsNew: element.accept_new_options ?? false,
    chosen: typeof value === "number" ? value : undefined,
    isDisabled: disabled,
    pick: (row) => {
      const next = row.tag === "option" ? row.index : row.text;
      if (next !== value) change(next);
    },
  });
  useLayoutEffect(() => {
    // So that typing replaces the choice.
    if (list.isOpen && list.typed === undefined) input.current?.select();
  }, [list.isOpen]);
  const mayClear = value !== null && element.default == null && !element.required && !disabled;
  const clear = () => {
    list.close();
    change(null);
  };
  return (
    <SelectBox
      name="stSelectbox"
      element={element}
      input={input}
      list={list}
      // Only in typed text, because a choice is selected as a whole.
      putsCaret={list.typed !== undefined}
      clearing={mayClear ? { label: "Clear", onPress: clear } : undefined}
      dropdown={{
        name: "stSelectboxVirtualDropdown",
        nothing: options.length ? "No results" : "There are no options",
        isSelected: (row) => row.tag === "option" && row.index === value,
      }}
    >
      <Icon icon={element.icon} />
      <SelectInput
        element={element}
        input={input}
        list={list}
        value={list.typed ?? textOf(options, value)}
        placeholder={element.placeholder}
        onFocus={() => input.current?.select()}
        onKey={({ key }) => key === "Escape" && mayClear && clear()}
      />
    </SelectBox>
  );
}

function textOf(options: readonly string[], value: number | string | null): string {
  return typeof value === "number" ? (options[value] ?? "") : (value ?? "");
}

// lazy
/** A list that opens, of which one option is chosen. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { SelectboxElement } from "../protocol.gen";
import { BoxButton } from "./options/box_button";
import { useChoice } from "./options/choice";
import { useCombobox } from "./options/combobox";
import { Dropdown } from "./options/dropdown";
import type { ElementProps } from "./shared/component";
import { Icon } from "./shared/icon";
import { Field, idsOf } from "./shared/label";

const NO_OPTIONS: readonly string[] = [];

export default function Selectbox({ element }: ElementProps<SelectboxElement>) {
  const { options = NO_OPTIONS, disabled = false, filter_mode = "fuzzy" } = element;
  const { value, change } = useChoice(element);
  const ids = idsOf(element);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useCombobox({
    id: `${ids.control}-list`,
    options,
    mode: filter_mode,
    acceptsNew: element.accept_new_options ?? false,
    chosen: typeof value === "number" ? value : undefined,
    isDisabled: disabled,
    pick: (row) => {
      const next = row.tag === "option" ? row.index : row.text;
      if (next !== value) change(next);
    },
  });
  useLayoutEffect(() => {
    // What is typed now takes the place of the choice.
    if (list.isOpen && list.typed === undefined) input.current?.select();
  }, [list.isOpen]);
  const shown = value === null ? "" : typeof value === "number" ? (options[value] ?? "") : value;
  const mayClear = value !== null && element.default == null && !element.required && !disabled;
  const clear = () => {
    list.close();
    change(null);
  };
  return (
    <Field name="stSelectbox" element={element}>
      <div data-baseweb="select">
        <div
          ref={box}
          class="input-box select-box"
          onMouseDown={(event) => {
            // Only within what was typed it puts the caret: the choice is selected as a whole.
            if (event.target !== input.current || list.typed === undefined) event.preventDefault();
            input.current?.focus();
          }}
          onClick={({ target }) => {
            if (target !== input.current || list.typed === undefined) list.toggle();
          }}
        >
          <Icon icon={element.icon} />
          <input
            ref={input}
            id={ids.control}
            type="text"
            {...list.attributes}
            value={list.typed ?? shown}
            placeholder={element.placeholder}
            autocomplete="off"
            spellcheck={false}
            disabled={disabled}
            required={element.required ?? false}
            aria-labelledby={ids.label}
            onInput={({ currentTarget }) => list.type(currentTarget.value)}
            onFocus={({ currentTarget }) => currentTarget.select()}
            onBlur={() => list.close()}
            onKeyDown={(event) => {
              if (event.isComposing) return;
              if (list.press(event)) event.preventDefault();
              else if (event.key === "Escape" && mayClear) clear();
            }}
          />
          {mayClear && <BoxButton label="Clear" onPress={clear} />}
          <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
            <path d="m4 6 4 4 4-4" />
          </svg>
        </div>
      </div>
      {list.isOpen && (
        <Dropdown
          name="stSelectboxVirtualDropdown"
          id={`${ids.control}-list`}
          label={ids.label}
          box={box}
          rows={list.rows}
          active={list.active}
          nothing={options.length ? "No results" : "There are no options"}
          isSelected={(row) => row.tag === "option" && row.index === value}
          onPick={list.pick}
          onPoint={list.point}
        />
      )}
    </Field>
  );
}

/** A box with an input that opens a list of options: shared by selectbox and multiselect. */
import type { ComponentChildren, RefObject } from "preact";
import { useRef } from "preact/hooks";
import { Field, idsOf, type LabelledElement } from "../shared/label";
import { BoxButton } from "./box_button";
import type { Combobox } from "./combobox";
import { Dropdown, type DropdownProps } from "./dropdown";

export interface SelectBoxProps {
  readonly name: "stSelectbox" | "stMultiSelect";
  readonly element: LabelledElement;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly list: Combobox;
  /** Whether pressing the input places the caret in its text. */
  readonly putsCaret: boolean;
  /** The button that clears the choice: its label and action; undefined for no button. */
  readonly clearing: { readonly label: string; readonly onPress: () => void } | undefined;
  readonly dropdown: Pick<DropdownProps, "name" | "nothing" | "isMultiple" | "isSelected">;
  readonly children: ComponentChildren;
}

/** The id of a widget's list. */
export function listId(element: LabelledElement): string {
  return `${idsOf(element).control}-list`;
}

export function SelectBox(props: SelectBoxProps) {
  const { name, element, input, list, putsCaret, clearing, dropdown, children } = props;
  const box = useRef<HTMLDivElement>(null);
  return (
    <Field name={name} element={element}>
      <div data-baseweb="select">
        <div
          ref={box}
          class="input-box select-box"
          onMouseDown={(event) => {
            if (event.target !== input.current || !putsCaret) event.preventDefault();
            input.current?.focus();
          }}
          onClick={({ target }) => {
            if (target !== input.current || list.typed === undefined) list.toggle();
          }}
        >
          {children}
          {clearing && <BoxButton {...clearing} />}
          <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true">
            <path d="m4 6 4 4 4-4" />
          </svg>
        </div>
      </div>
      {list.isOpen && (
        <Dropdown
          {...dropdown}
          id={listId(element)}
          label={idsOf(element).label}
          box={box}
          rows={list.rows}
          active={list.active}
          onPick={list.pick}
          onPoint={list.point}
        />
      )}
    </Field>
  );
}

export interface SelectInputProps {
  readonly element: LabelledElement & { readonly required?: boolean };
  readonly input: RefObject<HTMLInputElement | null>;
  readonly list: Combobox;
  readonly value: string;
  readonly placeholder: string | undefined;
  readonly onFocus?: () => void;
  /** Handles keys that the list does not use. */
  readonly onKey: (event: KeyboardEvent) => void;
}

export function SelectInput({ element, input, list, onKey, ...shown }: SelectInputProps) {
  const ids = idsOf(element);
  return (
    <input
      ref={input}
      id={ids.control}
      type="text"
      {...list.attributes}
      {...shown}
      autocomplete="off"
      spellcheck={false}
      disabled={element.disabled ?? false}
      required={element.required ?? false}
      aria-labelledby={ids.label}
      onInput={({ currentTarget }) => list.type(currentTarget.value)}
      onBlur={() => list.close()}
      onKeyDown={(event) => {
        if (event.isComposing) return;
        if (list.press(event)) event.preventDefault();
        else onKey(event);
      }}
    />
  );
}

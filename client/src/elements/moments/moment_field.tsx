/** A field for a date or a time, which can be typed or chosen from a popup below it. */
import type { ComponentChildren, RefObject } from "preact";
import { useRef } from "preact/hooks";
import { useForm } from "../shared/form";
import { Field, idsOf, type LabelledElement } from "../shared/label";
import { Popup } from "../shared/popup";
import type { Draft } from "../typing/draft";
import { Instructions } from "../typing/instructions";
import { useReplacing } from "../typing/replacing";

export interface MomentFieldProps {
  readonly name: "stDateInput" | "stTimeInput" | "stDateTimeInput";
  readonly element: LabelledElement & { readonly required?: boolean };
  readonly draft: Omit<Draft<unknown>, "follow" | "options">;
  readonly placeholder: string;
  /** The label and the icon's path of the button that opens the popup. */
  readonly opener: { readonly label: string; readonly icon: string };
  /** Undefined if the field may not be cleared. */
  readonly onClear: (() => void) | undefined;
  /** Whether a click on the text opens the popup; a high one might cover the text. */
  readonly opensByClick?: boolean;
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  /** Handles keys in the input other than Enter and Escape. */
  readonly onKey: (event: KeyboardEvent) => void;
  /** If the popup is a list: its id and that of the active option, for assistive technology. */
  readonly combobox?: { readonly list: string; readonly active: string | undefined };
  readonly input: RefObject<HTMLInputElement | null>;
  readonly children: ComponentChildren;
}

export function MomentField(props: MomentFieldProps) {
  const { name, element, draft, isOpen, setOpen, input } = props;
  const isInvalid = draft.problem.value !== undefined;
  const box = useRef<HTMLDivElement>(null);
  return (
    <Field name={name} element={element}>
      <div
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !isOpen) return;
          event.preventDefault();
          setOpen(false);
          input.current?.focus();
        }}
        onFocusOut={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget as Node | null)) setOpen(false);
        }}
      >
        <div ref={box} class="input-box" data-baseweb="input" data-invalid={isInvalid}>
          <MomentInput {...props} />
          <ClearButton {...props} />
          <Opener {...props} />
        </div>
        {isOpen && <Popup anchor={box}>{props.children}</Popup>}
      </div>
      <Instructions draft={draft} />
    </Field>
  );
}

function MomentInput(props: MomentFieldProps) {
  const { name, element, draft, isOpen, setOpen } = props;
  const form = useForm();
  const ids = idsOf(element);
  const replacing = useReplacing();
  return (
    <input
      ref={props.input}
      id={ids.control}
      data-testid={`${name}Field`}
      type="text"
      autocomplete="off"
      value={draft.text}
      placeholder={props.placeholder}
      disabled={element.disabled ?? false}
      required={element.required ?? false}
      aria-labelledby={ids.label}
      {...comboboxAttributes(props)}
      aria-invalid={draft.problem.value !== undefined}
      onFocus={() => draft.focus()}
      onBlur={() => draft.blur()}
      onInput={({ currentTarget }) => draft.type(currentTarget.value)}
      onKeyDown={(event) => {
        props.onKey(event);
        if (event.key !== "Enter" || event.defaultPrevented || !draft.commit()) return;
        if (isOpen) setOpen(false);
        form?.enter();
      }}
      onMouseDown={replacing.onMouseDown}
      onClick={(event) => {
        replacing.onClick(event);
        if (!isOpen && props.opensByClick) setOpen(true);
      }}
    />
  );
}

function comboboxAttributes({ combobox, isOpen }: MomentFieldProps) {
  if (!combobox) return undefined;
  return {
    role: "combobox" as const,
    "aria-expanded": isOpen,
    "aria-controls": isOpen ? combobox.list : undefined,
    "aria-activedescendant": isOpen ? combobox.active : undefined,
  };
}

function ClearButton({ name, element, draft, onClear, input }: MomentFieldProps) {
  if (!onClear || !draft.text || element.disabled) return null;
  return (
    <button
      type="button"
      class="icon-button"
      data-testid={`${name}ClearButton`}
      aria-label="Clear"
      onClick={() => {
        input.current?.focus(); // Before the change: a draft keeps the text that it shows then.
        draft.reset();
        onClear();
      }}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="m4.5 4.5 7 7m0-7-7 7" />
      </svg>
    </button>
  );
}

function Opener({ name, element, opener, isOpen, setOpen }: MomentFieldProps) {
  return (
    <button
      type="button"
      class="icon-button"
      data-testid={`${name}Opener`}
      aria-label={opener.label}
      aria-expanded={isOpen}
      disabled={element.disabled ?? false}
      onClick={() => setOpen(!isOpen)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={opener.icon} />
      </svg>
    </button>
  );
}

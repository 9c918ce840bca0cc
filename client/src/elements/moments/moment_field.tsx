/** A field for a date or a time: its text can be typed, and chosen from what opens below it. */
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
  readonly draft: Draft;
  readonly problem: string | undefined;
  readonly placeholder: string;
  /** What the button that opens the choice is called, and the path that it shows. */
  readonly opener: { readonly label: string; readonly icon: string };
  /** Undefined where it may not be emptied. */
  readonly onClear: (() => void) | undefined;
  /** Whether a click on the text opens it: what is higher might cover what is typed. */
  readonly opensByClick?: boolean;
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  /** A key in the input that is neither Enter nor Escape. */
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onType: (text: string) => void;
  /** Of a list below it, what assistive technology has to know. */
  readonly combobox?: { readonly list: string; readonly active: string | undefined };
  readonly input: RefObject<HTMLInputElement | null>;
  readonly children: ComponentChildren;
}

export function MomentField(props: MomentFieldProps) {
  const { name, element, draft, problem, opener, onClear, isOpen, setOpen, input } = props;
  const form = useForm();
  const box = useRef<HTMLDivElement>(null);
  const ids = idsOf(element);
  const isDisabled = element.disabled ?? false;
  const replacing = useReplacing();
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.preventDefault();
    setOpen(false);
    input.current?.focus();
  };
  return (
    <Field name={name} element={element}>
      <div
        onKeyDown={close}
        onFocusOut={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget as Node | null)) setOpen(false);
        }}
      >
        <div ref={box} class="input-box" data-baseweb="input" data-invalid={problem !== undefined}>
          <input
            ref={input}
            id={ids.control}
            data-testid={`${name}Field`}
            type="text"
            autocomplete="off"
            value={draft.text}
            placeholder={props.placeholder}
            disabled={isDisabled}
            required={element.required ?? false}
            aria-labelledby={ids.label}
            aria-invalid={problem !== undefined}
            {...(props.combobox && {
              role: "combobox" as const,
              "aria-expanded": isOpen,
              "aria-controls": isOpen ? props.combobox.list : undefined,
              "aria-activedescendant": isOpen ? props.combobox.active : undefined,
            })}
            onInput={({ currentTarget }) => {
              draft.type(currentTarget.value);
              props.onType(currentTarget.value);
            }}
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
            onFocus={() => draft.focus()}
            onBlur={() => draft.blur()}
          />
          {onClear && draft.text && !isDisabled && (
            <button
              type="button"
              class="icon-button"
              data-testid={`${name}ClearButton`}
              aria-label="Clear"
              onClick={() => {
                input.current?.focus(); // First: a draft holds on to what is shown then.
                draft.reset();
                onClear();
              }}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="m4.5 4.5 7 7m0-7-7 7" />
              </svg>
            </button>
          )}
          <button
            type="button"
            class="icon-button"
            data-testid={`${name}Opener`}
            aria-label={opener.label}
            aria-expanded={isOpen}
            disabled={isDisabled}
            onClick={() => setOpen(!isOpen)}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d={opener.icon} />
            </svg>
          </button>
        </div>
        {isOpen && <Popup anchor={box}>{props.children}</Popup>}
      </div>
      <Instructions hasFocus={draft.hasFocus} isChanged={draft.isChanged} text={draft.text} problem={problem} />
    </Field>
  );
}

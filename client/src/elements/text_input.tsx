/** An input for one line of text. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { TextInputElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { useForm } from "./shared/form";
import { Icon } from "./shared/icon";
import { idsOf } from "./shared/label";
import { named } from "./shared/test_id";
import type { Draft } from "./typing/draft";
import { useText } from "./typing/text";
import { TypedField } from "./typing/typed_field";

const TYPES = {
  default: "text",
  password: "password",
  email: "email",
  url: "url",
  phone: "tel",
  search: "search",
} as const satisfies Record<string, string>;

const BOX = { ...named("stTextInputRootElement", "input-box"), "data-baseweb": "input" };

export default function TextInput({ element }: ElementProps<TextInputElement>) {
  const { type = "default", max_chars = 0, live } = element;
  const input = useRef<HTMLInputElement>(null);
  const { draft } = useText(element, (text) => problemOf(element, text, input.current));
  const form = useForm();
  const [isRevealed, setRevealed] = useState(false);
  const ids = idsOf(element);
  useLive(live, draft);
  const field = { name: "stTextInput", element, draft };
  return (
    <TypedField {...field} box={BOX} limit={max_chars} isLive={live != null}>
      <Icon icon={element.icon} />
      <input
        ref={input}
        id={ids.control}
        // A cast, because Preact's types want one specific value.
        type={(isRevealed ? "text" : TYPES[type]) as "text"}
        value={draft.text}
        maxLength={max_chars || undefined}
        placeholder={element.placeholder}
        autocomplete={element.autocomplete || undefined}
        disabled={element.disabled ?? false}
        required={element.required ?? false}
        aria-labelledby={ids.label}
        aria-invalid={draft.problem.value !== undefined}
        onFocus={() => draft.focus()}
        onBlur={() => draft.blur()}
        onInput={({ currentTarget }) => draft.type(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.isComposing && draft.commit()) form?.enter();
        }}
      />
      {type === "password" && (
        <Reveal isRevealed={isRevealed} onToggle={() => setRevealed(!isRevealed)} />
      )}
    </TypedField>
  );
}

function Reveal({ isRevealed, onToggle }: { isRevealed: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={isRevealed ? "Hide password" : "Show password"}
      aria-pressed={isRevealed}
      // So that the focus stays in the input.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onToggle}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z" />
        <circle cx="8" cy="8" r="2" />
        {isRevealed && <path d="m3 13 10-10" />}
      </svg>
    </button>
  );
}

/** Sends the text while it is typed, after a pause without keys (debounced). */
function useLive(pause: number | null | undefined, draft: Draft<string | null>): void {
  const text = draft.isChanged ? draft.text : undefined;
  useEffect(() => {
    if (pause == null || text === undefined) return undefined;
    const timer = setTimeout(() => draft.commit(), pause);
    return () => clearTimeout(timer);
  }, [pause, text]);
}

/** What is wrong with a text that is not empty; undefined if nothing is. */
function problemOf(
  element: TextInputElement,
  text: string,
  input: HTMLInputElement | null,
): string | undefined {
  const { type, validate, validate_message } = element;
  if (!text || validate === "") return undefined;
  if (validate == null) {
    const isOfType = !input?.validity.typeMismatch;
    return isOfType ? undefined : `This is not ${type === "url" ? "a web" : "an e-mail"} address.`;
  }
  return matches(validate, text) ? undefined : validate_message || "This is not what is asked for.";
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true; // The author's pattern is invalid, which should not stop the user.
  }
}

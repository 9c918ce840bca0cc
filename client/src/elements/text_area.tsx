// lazy
/** Several lines of text to type. */
import { useState } from "preact/hooks";
import type { TextAreaElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { useForm } from "./shared/form";
import { Field, idsOf } from "./shared/label";
import { useSession } from "./shared/session";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";
import { useValue } from "./shared/value";
import { useDraft } from "./typing/draft";
import { Instructions } from "./typing/instructions";
import { tooLong } from "./typing/long_text";

export default function TextArea({ element }: ElementProps<TextAreaElement>) {
  const { max_chars = 0, height, required = false } = element;
  const { value, change, changeOnLeaving } = useValue<string | null>(element);
  const [problem, setProblem] = useState<string | undefined>();
  const form = useForm();
  const session = useSession();
  const ids = idsOf(element);
  const sendBy = (how: (text: string) => void) => (text: string) => {
    const isMissing = required && !text.trim();
    const found = isMissing ? "This must be filled in." : tooLong(session, text);
    setProblem(found);
    if (found === undefined) how(text);
    return found === undefined;
  };
  const draft = useDraft({
    shown: value ?? "",
    send: sendBy(change),
    sendOnLeaving: sendBy(changeOnLeaving),
  });
  return (
    <Field name="stTextArea" element={element}>
      <div>
        <div
            {...named("stTextAreaRootElement", "input-box", "text-area")}
            data-baseweb="textarea"
            data-invalid={problem !== undefined}
          >
          <textarea
            id={ids.control}
            style={heightOf(height ?? undefined)}
            data-height={wordOf(height ?? undefined)}
            value={draft.text}
            maxLength={max_chars || undefined}
            placeholder={element.placeholder}
            disabled={element.disabled ?? false}
            required={required}
            aria-labelledby={ids.label}
            aria-invalid={problem !== undefined}
            onInput={({ currentTarget }) => {
              setProblem(undefined);
              draft.type(currentTarget.value);
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              if (draft.commit()) form?.enter();
            }}
            onFocus={() => draft.focus()}
            onBlur={() => draft.blur()}
          />
        </div>
      </div>
      <Instructions
        hasFocus={draft.hasFocus}
        isChanged={draft.isChanged}
        text={draft.text}
        limit={max_chars}
        problem={problem}
        keys={SENDING_KEYS}
      />
    </Field>
  );
}

const SENDING_KEYS = /Mac|iP(hone|ad|od)/.test(navigator.platform) ? "⌘+Enter" : "Ctrl+Enter";

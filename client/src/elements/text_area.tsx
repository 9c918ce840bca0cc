// lazy
/** An input for several lines of text. */
import type { TextAreaElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { useForm } from "./shared/form";
import { idsOf } from "./shared/label";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";
import { useText } from "./typing/text";
import { TypedField } from "./typing/typed_field";

const BOX = {
  ...named("stTextAreaRootElement", "input-box", "text-area"),
  "data-baseweb": "textarea",
};
const SENDING_KEYS = /Mac|iP(hone|ad|od)/.test(navigator.platform) ? "⌘+Enter" : "Ctrl+Enter";

export default function TextArea({ element }: ElementProps<TextAreaElement>) {
  const { max_chars = 0 } = element;
  const height = element.height ?? undefined;
  const { draft } = useText(element);
  const form = useForm();
  const ids = idsOf(element);
  const field = { name: "stTextArea", element, draft };
  return (
    <TypedField {...field} box={BOX} limit={max_chars} keys={SENDING_KEYS}>
      <textarea
        id={ids.control}
        style={heightOf(height)}
        data-height={wordOf(height)}
        value={draft.text}
        maxLength={max_chars || undefined}
        placeholder={element.placeholder}
        disabled={element.disabled ?? false}
        required={element.required ?? false}
        aria-labelledby={ids.label}
        aria-invalid={draft.problem.value !== undefined}
        onFocus={() => draft.focus()}
        onBlur={() => draft.blur()}
        onInput={({ currentTarget }) => draft.type(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (draft.commit()) form?.enter();
        }}
      />
    </TypedField>
  );
}

// lazy
/** A group of radio buttons. */
import type { RadioElement } from "../protocol.gen";
import { useChoice } from "./options/choice";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { Field, idsOf } from "./shared/label";
import { named } from "./shared/test_id";

export default function Radio({ element }: ElementProps<RadioElement>) {
  const { options = [], captions = [], horizontal = false, disabled = false } = element;
  const { value, change } = useChoice<number>(element);
  const ids = idsOf(element);
  return (
    <Field name="stRadio" element={element}>
      <div
        id={ids.control}
        class="radios"
        role="radiogroup"
        aria-labelledby={ids.label}
        aria-disabled={disabled}
        data-horizontal={horizontal}
      >
        {options.map((label, index) => (
          <label key={index} {...named("stRadioOption")} data-baseweb="radio">
            <input
              type="radio"
              class="radio"
              name={ids.control}
              checked={index === value}
              aria-checked={index === value}
              aria-labelledby={`${ids.control}-${index}`}
              aria-describedby={captions[index] ? `${ids.control}-${index}-caption` : undefined}
              disabled={disabled}
              onChange={() => change(index)}
            />
            <div>
              <div {...named("stMarkdownContainer")}>
                <Html as="p" html={label} id={`${ids.control}-${index}`} />
              </div>
              {captions[index] && (
                <div {...named("stRadioCaption")} id={`${ids.control}-${index}-caption`}>
                  <Html as="p" html={captions[index]} />
                </div>
              )}
            </div>
          </label>
        ))}
        {options.length === 0 && <span class="nothing">There are no options.</span>}
      </div>
    </Field>
  );
}

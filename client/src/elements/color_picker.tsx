// lazy
/** A colour: a patch that opens the browser's own picker, and its digits. */
import { useState } from "preact/hooks";
import type { ColorPickerElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Field, idsOf } from "./shared/label";
import { named } from "./shared/test_id";
import { useValue } from "./shared/value";

const BLACK = "#000000";

export default function ColorPicker({ element }: ElementProps<ColorPickerElement>) {
  const { value = BLACK, change } = useValue<string>(element);
  const [picking, setPicking] = useState<string | undefined>(); // While the picker is open.
  const ids = idsOf(element);
  return (
    <Field name="stColorPicker" element={element}>
      <div class="color-picker">
        <input
          {...named("stColorPickerBlock")}
          id={ids.control}
          type="color"
          value={picking ?? sixDigits(value)}
          disabled={element.disabled ?? false}
          aria-labelledby={ids.label}
          onInput={({ currentTarget }) => setPicking(currentTarget.value)}
          onChange={({ currentTarget }) => {
            setPicking(undefined);
            if (currentTarget.value !== sixDigits(value)) change(currentTarget.value);
          }}
        />
        <span class="color-digits">{picking ?? value}</span>
      </div>
    </Field>
  );
}

/** The only form that the browser's picker knows. */
function sixDigits(color: string): string {
  const short = /^#(.)(.)(.)$/.exec(color);
  const long = short ? `#${short.slice(1).map((digit) => digit + digit).join("")}` : color;
  return long.toLowerCase();
}

// lazy
/** A slider whose steps are options. */
import type { SelectSliderElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Field } from "./shared/label";
import type { Scale } from "./shared/scale";
import { Track } from "./shared/track";
import { useValue } from "./shared/value";

export default function SelectSlider({ element }: ElementProps<SelectSliderElement>) {
  const { options = [] } = element;
  const scale: Scale = { min: 0, max: options.length - 1, step: 1, format: "%d", kind: "int" };
  const { value = [], change } = useValue<readonly number[]>(element);
  return (
    <Field name="stSlider" element={element} isForControl={false}>
      <Track
        element={element}
        scale={scale}
        value={value.length ? value : [0]}
        textOf={(position) => options[position] ?? ""}
        onChange={change}
      />
    </Field>
  );
}

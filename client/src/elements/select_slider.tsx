// lazy
/** A slider whose steps are options. */
import type { SelectSliderElement } from "../protocol.gen";
import { useChoices } from "./options/choice";
import type { Scale } from "./scale/scale";
import { Track } from "./scale/track";
import type { ElementProps } from "./shared/component";
import { Field } from "./shared/label";

export default function SelectSlider({ element }: ElementProps<SelectSliderElement>) {
  const { options = [] } = element;
  const scale: Scale = { min: 0, max: options.length - 1, step: 1, format: "%d", kind: "int" };
  const { value: chosen, change } = useChoices<number>(element);
  const { value: told = [] } = element;
  const value = chosen.length === told.length ? chosen : told; // An end of a range may be gone.
  return (
    <Field name="stSlider" element={element}>
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

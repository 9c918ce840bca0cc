/** A slider: one value, or the two ends of a range. */
import type { SliderElement } from "../protocol.gen";
import { type Scale, shownPosition } from "./scale/scale";
import { Track } from "./scale/track";
import type { ElementProps } from "./shared/component";
import { Field } from "./shared/label";
import { useValue } from "./shared/value";

export default function Slider({ element }: ElementProps<SliderElement>) {
  const { min = 0, max = 100, step = 1, format = "%d", kind = "int" } = element;
  const scale: Scale = { min, max, step, format, kind };
  const { value = [min], change } = useValue<readonly number[]>(element);
  return (
    <Field name="stSlider" element={element}>
      <Track
        element={element}
        scale={scale}
        value={value}
        textOf={(position) => shownPosition(scale, position)}
        onChange={change}
      />
    </Field>
  );
}

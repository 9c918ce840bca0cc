/** A button (step 1 of a click): each press is reported as a trigger. */
import type { ButtonElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { PressButton } from "./shared/press_button";
import { useSession } from "./shared/session";

export default function Button({ element }: ElementProps<ButtonElement>) {
  const { values } = useSession();
  return (
    <PressButton
      name="stButton"
      element={element}
      onPress={() => values.trigger(element.id ?? "")}
    />
  );
}

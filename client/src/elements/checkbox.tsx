/** A checkbox. */
import type { CheckboxElement } from "../protocol.gen";
import { CheckControl } from "./shared/check";
import type { ElementProps } from "./shared/component";

export default function Checkbox({ element }: ElementProps<CheckboxElement>) {
  return <CheckControl element={element} kind="checkbox" />;
}

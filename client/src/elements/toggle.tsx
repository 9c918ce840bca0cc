/** A toggle switch. */
import type { ToggleElement } from "../protocol.gen";
import { CheckControl } from "./shared/check";
import type { ElementProps } from "./shared/component";

export default function Toggle({ element }: ElementProps<ToggleElement>) {
  return <CheckControl element={element} kind="switch" />;
}

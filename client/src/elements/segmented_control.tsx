// lazy
/** Options as joined buttons. */
import type { SegmentedControlElement } from "../protocol.gen";
import { ButtonRow } from "./options/button_row";
import type { ElementProps } from "./shared/component";

export default function SegmentedControl({ element }: ElementProps<SegmentedControlElement>) {
  return <ButtonRow element={element} kind="segmented_control" />;
}

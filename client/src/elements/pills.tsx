// lazy
/** Options as round buttons. */
import type { PillsElement } from "../protocol.gen";
import { ButtonRow } from "./options/button_row";
import type { ElementProps } from "./shared/component";

export default function Pills({ element }: ElementProps<PillsElement>) {
  return <ButtonRow element={element} kind="pills" />;
}

// lazy
/** The button that submits a form. */
import type { FormSubmitButtonElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { isFilledIn } from "./shared/form";
import { PressButton } from "./shared/press_button";
import { useSession } from "./shared/session";

export default function FormSubmitButton({ element }: ElementProps<FormSubmitButtonElement>) {
  const { values } = useSession();
  const { id = "", form = "" } = element;
  return (
    <PressButton
      name="stFormSubmitButton"
      variant="FormSubmit"
      element={element}
      onPress={({ currentTarget }) => {
        const around = currentTarget.closest(".stForm");
        const send = () => isFilledIn(around) && values.submit(form, id);
        const field = document.activeElement;
        // A shortcut may press it while a field has the focus: leave the field and draw that first.
        if (field === currentTarget || !around?.contains(field)) send();
        else if (field instanceof HTMLElement) {
          field.blur();
          setTimeout(send);
        }
      }}
    />
  );
}

/** The form around a widget: what is entered in it is sent when a submit button is pressed. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export interface FormScope {
  /** Whether Enter in a field sends the form. */
  readonly takesEnter: boolean;
  /** Sends the form for Enter in a field, if it takes that. */
  enter(): void;
}

export const FormContext = createContext<FormScope | undefined>(undefined);

/** The form that a component is in, if it is in one. */
export function useForm(): FormScope | undefined {
  return useContext(FormContext);
}

/** Whether all fields of a form can be sent as they are; else the first that cannot has the focus. */
export function isFilledIn(form: Element | null): boolean {
  const fields = form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
  const wrong = [...(fields ?? [])].find(
    (field) => field.getAttribute("aria-invalid") === "true" || field.validity.valueMissing,
  );
  wrong?.focus();
  wrong?.reportValidity(); // What the browser says of it, if the field itself says nothing.
  return !wrong;
}

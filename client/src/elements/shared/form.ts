/** The form around a widget, whose values are sent when a submit button is pressed. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export interface FormScope {
  /** Whether Enter in a field submits the form. */
  readonly takesEnter: boolean;
  /** Submits the form after Enter in a field, if `takesEnter`. */
  enter(): void;
}

export const FormContext = createContext<FormScope | undefined>(undefined);

/** The form around a component; undefined if there is none. */
export function useForm(): FormScope | undefined {
  return useContext(FormContext);
}

/** Whether all fields of a form are valid; if not, moves the focus to the first invalid one. */
export function isFilledIn(form: Element | null): boolean {
  const fields = form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
  const wrong = [...(fields ?? [])].find(
    (field) => field.getAttribute("aria-invalid") === "true" || field.validity.valueMissing,
  );
  wrong?.focus();
  wrong?.reportValidity(); // Shows the browser's own message, if the field has none.
  return !wrong;
}

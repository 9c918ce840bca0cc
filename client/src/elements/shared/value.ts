/** The value of a widget for its component: here step 2 of a click begins and step 14 ends. */
import { useSession } from "./session";

/** The fields that a widget's record must have. */
export interface ValueElement<T> {
  readonly id?: string;
  readonly value?: T;
  readonly waits?: boolean;
  readonly form?: string;
}

export interface Value<T> {
  /** The user's value until the server has answered it, and then the record's. */
  readonly value: T | undefined;
  /** Reports a value: at once, with the next event, or with the form, depending on the widget. */
  change(value: T): void;
  /**
   * Reports a value when the field loses the focus, perhaps because a button is being pressed. The
   * answer is not drawn until that click is complete, so that the button does not move away.
   */
  changeOnLeaving(value: T): void;
}

export function useValue<T>(element: ValueElement<T>): Value<T> {
  const session = useSession();
  const { values } = session;
  const { id = "", form } = element;
  const waits = element.waits || Boolean(form);
  const entered = values.entered(id).value;
  return {
    value: entered ? (entered.value as T) : element.value,
    change: (value) => {
      values.hold(id, value, form);
      if (!waits) values.flush();
    },
    changeOnLeaving: (value) => {
      values.hold(id, value, form);
      if (waits) return;
      values.flush();
      session.keepStill();
    },
  };
}

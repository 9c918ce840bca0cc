/** A widget's value, as its component sees it: where step 2 of a click begins and step 14 ends. */
import { useSession } from "./session";

/** What is asked of a widget's record. */
export interface ValueElement<T> {
  readonly id?: string;
  readonly value?: T;
  readonly waits?: boolean;
  readonly form?: string;
}

export interface Value<T> {
  /** What the user entered until the server has answered it, then what the record says. */
  readonly value: T | undefined;
  /** Tells the server; of a widget that waits, with the next event; of one in a form, with that. */
  change(value: T): void;
  /**
   * The same, for what is left, perhaps by pressing a button: its answer moves nothing away
   * from under the pointer before the click is done.
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

/** A widget's value, as its component sees it (step 1 of a click). */
import { useSession } from "./session";

/** What is asked of a widget's record. */
export interface ValueElement<T> {
  readonly id?: string;
  readonly value?: T;
  readonly waits?: boolean;
}

export interface Value<T> {
  /** What the user entered until the server has answered it, then what the record says. */
  readonly value: T | undefined;
  /** Tells the server; of a widget that waits, with the next event. */
  change(value: T): void;
  /**
   * The same, for what is left by pressing the pointer elsewhere: the click that is on its
   * way takes it along.
   */
  changeAfterClick(value: T): void;
}

export function useValue<T>(element: ValueElement<T>): Value<T> {
  const { values, pointer } = useSession();
  const { id = "", waits = false } = element;
  const entered = values.entered(id).value;
  return {
    value: entered ? (entered.value as T) : element.value,
    change: (value) => {
      values.hold(id, value);
      if (!waits) values.flush();
    },
    changeAfterClick: (value) => {
      values.hold(id, value);
      if (!waits) pointer.afterClick(() => values.flush());
    },
  };
}

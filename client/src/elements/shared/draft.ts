/**
 * The text of an input that has the focus belongs to the client.
 *
 * What is being typed is never undone, and the caret never moves, whatever the server
 * says meanwhile. Only the answer to the event that carried this very text, with nothing
 * typed since, may change it. When the focus leaves, the input shows what the record says.
 */
import { useRef, useState } from "preact/hooks";

export interface Draft {
  /** What the input shows. */
  readonly text: string;
  /** It was typed and is not sent. */
  readonly isChanged: boolean;
  type(text: string): void;
  focus(): void;
  blur(): void;
  /** Sends what was typed. */
  commit(): void;
  /** Lets go of what was typed, for the value changed in another way. */
  reset(): void;
}

/** Takes a text for the widget's value; false if it is none that the widget takes. */
export type Send = (text: string) => boolean;

/**
 * @param shown The text of the widget's value.
 * @param send Tells the server now.
 * @param sendAfterClick The same, but not while a click is on its way.
 */
export function useDraft(shown: string, send: Send, sendAfterClick: Send): Draft {
  const [typed, setTyped] = useState<string | undefined>();
  const [held, setHeld] = useState<string | undefined>(); // What was there when the focus came.
  const refused = useRef<string | undefined>(undefined); // What was shown when a text was left that is none.

  if (typed !== undefined && refused.current !== undefined && refused.current !== shown) {
    refused.current = undefined;
    setTyped(undefined);
  }
  const commitBy = (how: Send) => {
    if (typed !== undefined && typed !== shown && !how(typed)) return false;
    setTyped(undefined);
    return true;
  };
  return {
    text: typed ?? held ?? shown,
    isChanged: typed !== undefined && typed !== shown,
    type: setTyped,
    focus: () => {
      refused.current = undefined;
      setHeld(shown);
    },
    blur: () => {
      setHeld(undefined);
      if (!commitBy(sendAfterClick)) refused.current = shown;
    },
    commit: () => {
      if (typed !== undefined && commitBy(send)) setHeld(undefined);
    },
    reset: () => {
      setTyped(undefined);
      setHeld(undefined);
    },
  };
}

/** A field that is clicked: what is typed takes the place of what is there; another click puts the caret. */
import { useRef } from "preact/hooks";

type Clicked = { readonly currentTarget: HTMLInputElement };

export function useReplacing() {
  const hadFocus = useRef(false);
  return {
    onMouseDown: ({ currentTarget }: Clicked) => {
      hadFocus.current = document.activeElement === currentTarget;
    },
    onClick: ({ currentTarget }: Clicked) => {
      const { selectionStart, selectionEnd } = currentTarget;
      if (!hadFocus.current && selectionStart === selectionEnd) currentTarget.select();
    },
  };
}

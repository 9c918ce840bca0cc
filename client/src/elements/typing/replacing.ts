/** A first click into a field selects its text, so that typing replaces it; a second does not. */
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

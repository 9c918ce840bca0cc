/** A small cross in a box, which removes a choice. */
export interface BoxButtonProps {
  readonly label: string;
  readonly onPress: () => void;
}

/** Not reachable with the Tab key, because Escape or Backspace does the same in the input. */
export function BoxButton({ label, onPress }: BoxButtonProps) {
  return (
    <button
      type="button"
      class="box-button"
      aria-label={label}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation(); // Otherwise the box would open its list.
        onPress();
      }}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="m4.5 4.5 7 7m0-7-7 7" />
      </svg>
    </button>
  );
}

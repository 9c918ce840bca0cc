/** A list of times to choose from. */
import { useEffect, useRef } from "preact/hooks";

export interface TimesProps {
  readonly id: string;
  readonly times: readonly string[];
  readonly chosen: string | null;
  /** The time that the arrow keys have moved to. */
  readonly active: string | undefined;
  readonly textOf: (time: string) => string;
  readonly isFree?: (time: string) => boolean;
  readonly onChoose: (time: string) => void;
  /** Handles keys if the list itself can have the focus; otherwise the focus stays in the input. */
  readonly onKey?: (event: KeyboardEvent) => void;
}

export function Times({ id, times, chosen, active, onKey, ...given }: TimesProps) {
  const { textOf, isFree = () => true, onChoose } = given;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[data-active='true']")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <ul
      ref={list}
      id={id}
      role="listbox"
      class="times"
      aria-label="Times"
      {...(onKey && {
        tabIndex: 0,
        "aria-activedescendant": active && timeId(id, active),
        onKeyDown: onKey,
      })}
    >
      {times.map((time) => (
        <li
          key={time}
          id={timeId(id, time)}
          role="option"
          aria-selected={time === chosen}
          aria-disabled={!isFree(time)}
          data-active={time === active}
          onMouseDown={(event) => onKey || event.preventDefault()}
          onClick={() => isFree(time) && onChoose(time)}
        >
          {textOf(time)}
        </li>
      ))}
    </ul>
  );
}

export function timeId(list: string, time: string): string {
  return `${list}-${time}`;
}

/** The latest time of the list that is not later than the value. */
export function nearestTime(times: readonly string[], value: string | null): string | undefined {
  return times.findLast((time) => time <= (value || "12:00"));
}

/** The time after a key is pressed; undefined if the key does not move. */
export function timeAfterKey(
  times: readonly string[],
  active: string | undefined,
  key: string,
): string | undefined {
  const steps: Record<string, number> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -8,
    PageDown: 8,
    Home: -times.length,
    End: times.length,
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  return times[Math.max(0, Math.min(times.length - 1, times.indexOf(active ?? "") + step))];
}

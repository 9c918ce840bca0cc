/** The days of a month to choose from; the arrow keys go from day to day. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { named } from "../shared/test_id";
import { formattedTime } from "./date";
import { dayOf, movedDay, movedMonth, today } from "./day";

export interface CalendarProps {
  /** The chosen days, in order: none, one, or the ends of a range. */
  readonly chosen: readonly string[];
  readonly min: string;
  readonly max: string;
  readonly onChoose: (day: string) => void;
}

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** Days are ISO text: that is in the order of time. */
export function Calendar({ chosen, min, max, onChoose }: CalendarProps) {
  const now = today();
  const start = chosen.at(-1) ?? (min > now ? min : max && max < now ? max : now);
  const [current, setCurrent] = useState(start); // The day that the keys work on.
  const grid = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  useLayoutEffect(() => {
    if (hasMoved.current) grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
    hasMoved.current = false;
  }, [current]);
  const turn = (months: number) => setCurrent(movedMonth(current, months));
  const isFree = (day: string) => day >= min && (!max || day <= max);
  return (
    <div {...named("stDateInputCalendar", "calendar")} role="group" aria-label="Calendar">
      <div class="calendar-head">
        <Turn
          label="Previous year"
          path="m8 4-4 4 4 4m4-8-4 4 4 4"
          onPress={() => turn(-12)}
        />
        <Turn
          label="Previous month"
          path="m10 4-4 4 4 4"
          onPress={() => turn(-1)}
        />
        <span aria-live="polite">{formattedTime("MMMM YYYY", dayOf(current))}</span>
        <Turn
          label="Next month"
          path="m6 4 4 4-4 4"
          onPress={() => turn(1)}
        />
        <Turn
          label="Next year"
          path="m4 4 4 4-4 4m4-8 4 4-4 4"
          onPress={() => turn(12)}
        />
      </div>
      <div
        ref={grid}
        role="grid"
        class="calendar-days"
        tabIndex={-1}
        onKeyDown={(event) => {
          const next = dayAfterKey(current, event);
          if (!next) return;
          event.preventDefault();
          // The day that has the focus may go with its month.
          event.currentTarget.focus();
          hasMoved.current = true;
          setCurrent(next);
        }}
      >
        <div role="row">
          {WEEKDAYS.map((day) => (
            <span key={day} role="columnheader" aria-label={day}>
              {day.slice(0, 2)}
            </span>
          ))}
        </div>
        {weeksOf(current).map((week) => (
          <div role="row" key={week.find(Boolean)}>
            {week.map((day, at) =>
              day === undefined ? (
                <span role="gridcell" key={at} />
              ) : (
                <span role="gridcell" key={day} aria-selected={chosen.includes(day)}>
                  <button
                    type="button"
                    class="calendar-day"
                    tabIndex={day === current ? 0 : -1}
                    aria-label={`${isFree(day) ? "Choose" : "Not available:"} ${inWords(day)}.`}
                    aria-current={day === now ? "date" : undefined}
                    aria-pressed={chosen.includes(day)}
                    aria-disabled={!isFree(day)}
                    data-between={isBetween(day, chosen)}
                    onClick={() => isFree(day) && onChoose(day)}
                  >
                    {dayOf(day).getUTCDate()}
                  </button>
                </span>
              ),
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function inWords(day: string): string {
  return formattedTime("dddd, MMMM Do YYYY", dayOf(day));
}

function isBetween(day: string, [start, end]: readonly string[]): boolean {
  return start !== undefined && end !== undefined && start < day && day < end;
}

interface TurnProps {
  readonly label: string;
  readonly path: string;
  readonly onPress: () => void;
}

function Turn({ label, path, onPress }: TurnProps) {
  return (
    <button type="button" class="icon-button" aria-label={label} onClick={onPress}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}

/** The weeks of a day's month, from Sunday on; undefined stands for days of other months. */
function weeksOf(day: string): (string | undefined)[][] {
  const first = `${day.slice(0, -2)}01`;
  const month = day.slice(0, -3);
  const blank = dayOf(first).getUTCDay();
  const cells = Array.from({ length: 42 }, (_, at) => {
    const one = movedDay(first, at - blank);
    return one.startsWith(`${month}-`) ? one : undefined;
  });
  const weeks = [0, 7, 14, 21, 28, 35].map((at) => cells.slice(at, at + 7));
  return weeks.filter((week) => week.some(Boolean));
}

/** Where a key leads to from a day; undefined if it leads nowhere. */
function dayAfterKey(day: string, { key, shiftKey }: KeyboardEvent): string | undefined {
  const weekday = dayOf(day).getUTCDay();
  switch (key) {
    case "ArrowLeft":
      return movedDay(day, -1);
    case "ArrowRight":
      return movedDay(day, 1);
    case "ArrowUp":
      return movedDay(day, -7);
    case "ArrowDown":
      return movedDay(day, 7);
    case "Home":
      return movedDay(day, -weekday);
    case "End":
      return movedDay(day, 6 - weekday);
    case "PageUp":
      return movedMonth(day, shiftKey ? -12 : -1);
    case "PageDown":
      return movedMonth(day, shiftKey ? 12 : 1);
    default:
      return undefined;
  }
}

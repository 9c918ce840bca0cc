/** A calendar to choose a day; the arrow keys move from day to day. */
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

/** Days are ISO strings, so that comparing strings compares days. */
export function Calendar({ chosen, min, max, onChoose }: CalendarProps) {
  const { current, setCurrent, grid, press } = useCurrentDay(chosen, min, max);
  const isFree = (day: string) => day >= min && (!max || day <= max);
  return (
    <div {...named("stDateInputCalendar", "calendar")} role="group" aria-label="Calendar">
      <Head current={current} onTurn={(months) => setCurrent(movedMonth(current, months))} />
      <div ref={grid} role="grid" class="calendar-days" tabIndex={-1} onKeyDown={press}>
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
                <Day
                  key={day}
                  day={day}
                  chosen={chosen}
                  isCurrent={day === current}
                  isFree={isFree(day)}
                  onChoose={onChoose}
                />
              ),
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The day that the arrow keys move. The focus follows it, even to another month. */
function useCurrentDay(chosen: readonly string[], min: string, max: string) {
  const now = today();
  const start = chosen.at(-1) ?? (min > now ? min : max && max < now ? max : now);
  const [current, setCurrent] = useState(start);
  const grid = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  useLayoutEffect(() => {
    if (hasMoved.current) grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
    hasMoved.current = false;
  }, [current]);
  const press = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const next = dayAfterKey(current, event);
    if (!next) return;
    event.preventDefault();
    // The button that had the focus may have been removed with its month.
    event.currentTarget.focus();
    hasMoved.current = true;
    setCurrent(next);
  };
  return { current, setCurrent, grid, press };
}

interface DayProps {
  readonly day: string;
  readonly chosen: readonly string[];
  readonly isCurrent: boolean;
  readonly isFree: boolean;
  readonly onChoose: (day: string) => void;
}

function Day({ day, chosen, isCurrent, isFree, onChoose }: DayProps) {
  return (
    <span role="gridcell" aria-selected={chosen.includes(day)}>
      <button
        type="button"
        class="calendar-day"
        tabIndex={isCurrent ? 0 : -1}
        aria-label={`${isFree ? "Choose" : "Not available:"} ${inWords(day)}.`}
        aria-current={day === today() ? "date" : undefined}
        aria-pressed={chosen.includes(day)}
        aria-disabled={!isFree}
        data-between={isBetween(day, chosen)}
        onClick={() => isFree && onChoose(day)}
      >
        {dayOf(day).getUTCDate()}
      </button>
    </span>
  );
}

function inWords(day: string): string {
  return formattedTime("dddd, MMMM Do YYYY", dayOf(day));
}

function isBetween(day: string, [start, end]: readonly string[]): boolean {
  return start !== undefined && end !== undefined && start < day && day < end;
}

interface HeadProps {
  readonly current: string;
  readonly onTurn: (months: number) => void;
}

/** The month, and the buttons for the previous and next one. */
function Head({ current, onTurn }: HeadProps) {
  return (
    <div class="calendar-head">
      <Turn label="Previous year" path="m8 4-4 4 4 4m4-8-4 4 4 4" onPress={() => onTurn(-12)} />
      <Turn label="Previous month" path="m10 4-4 4 4 4" onPress={() => onTurn(-1)} />
      <span aria-live="polite">{formattedTime("MMMM YYYY", dayOf(current))}</span>
      <Turn label="Next month" path="m6 4 4 4-4 4" onPress={() => onTurn(1)} />
      <Turn label="Next year" path="m4 4 4 4-4 4m4-8 4 4-4 4" onPress={() => onTurn(12)} />
    </div>
  );
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

/** The weeks of a day's month, which start on Sunday; undefined for days of other months. */
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

/** The day after a key is pressed; undefined if the key does not move. */
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

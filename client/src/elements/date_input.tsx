// lazy
/** An input for a date or a range of dates, typed or chosen from a calendar. */
import { useRef, useState } from "preact/hooks";
import type { DateInputElement } from "../protocol.gen";
import { Calendar } from "./moments/calendar";
import { formattedTime } from "./moments/date";
import { dayOf, readDay } from "./moments/day";
import { MomentField } from "./moments/moment_field";
import type { ElementProps } from "./shared/component";
import { type Reading, useTyped } from "./typing/draft";

type Sent = string | readonly string[] | null;

const CALENDAR = {
  label: "Choose from a calendar",
  icon: "M2.5 4h11v9.5h-11ZM2.5 7h11M5.5 2v3M10.5 2v3",
};
const BETWEEN = " – ";

export default function DateInput({ element }: ElementProps<DateInputElement>) {
  const { format = "YYYY/MM/DD", is_range = false, min = "", max = "" } = element;
  const typed = useDays(element);
  const [isOpen, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const days = daysOf(typed.value);
  const choose = (day: string) => {
    const isSecond = is_range && days.length === 1;
    const isDone = !is_range || isSecond;
    // Before the change: with the focus, a draft keeps the text that it shows at that moment.
    if (isDone) input.current?.focus();
    typed.draft.reset();
    typed.change(asSent(element, isSecond ? [...days, day].sort() : [day]));
    if (isDone) setOpen(false);
  };
  return (
    <MomentField
      name="stDateInput"
      element={element}
      draft={typed.draft}
      placeholder={is_range ? format + BETWEEN + format : format}
      opener={CALENDAR}
      onClear={mayBeEmpty(element) ? () => typed.change(asSent(element, [])) : undefined}
      opensByClick
      isOpen={isOpen}
      setOpen={setOpen}
      onKey={(event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        setOpen(true);
      }}
      input={input}
    >
      <Calendar chosen={days} min={min} max={max} onChoose={choose} />
    </MomentField>
  );
}

/** The value's days, as text that can be edited. */
function useDays(element: DateInputElement) {
  const { format = "YYYY/MM/DD" } = element;
  return useTyped<Sent>(
    element,
    (value) =>
      daysOf(value)
        .map((day) => formattedTime(format, dayOf(day)))
        .join(BETWEEN),
    (text): Reading<Sent> => {
      const { days, problem } = readDays(element, text);
      if (problem !== undefined) return { problem };
      return days.length || mayBeEmpty(element) ? { value: asSent(element, days) } : {};
    },
  );
}

function mayBeEmpty(element: DateInputElement): boolean {
  return !element.default?.length && !element.required;
}

function asSent({ is_range = false }: DateInputElement, days: readonly string[]): Sent {
  return is_range ? days : (days[0] ?? null);
}

function daysOf(value: Sent | undefined): readonly string[] {
  return typeof value === "string" ? [value] : (value ?? []);
}

interface ReadDays {
  readonly days: readonly string[];
  readonly problem?: string;
}

/** Parses days from a text; says what is wrong with it if it cannot. */
function readDays(element: DateInputElement, text: string): ReadDays {
  const { format = "YYYY/MM/DD", is_range, min = "", max = "" } = element;
  if (!text.trim()) return { days: [] };
  const parts = is_range ? text.replace(/\s+/g, " ").split(/[–—]| - | to /) : [text];
  const days = parts.map((part) => readDay(format, part)).filter((day) => day !== undefined);
  if (days.length !== parts.length || days.length > 2) {
    return { days, problem: `Write ${is_range ? "dates" : "a date"} as ${format}.` };
  }
  const shown = (day: string) => formattedTime(format, dayOf(day));
  if (days.some((day) => day < min)) return { days, problem: `The first day is ${shown(min)}.` };
  if (max && days.some((day) => day > max)) {
    return { days, problem: `The last day is ${shown(max)}.` };
  }
  return { days: days.sort() };
}

// rare
/** An input for a date and time, typed or chosen from a calendar and a list. */
import { useRef, useState } from "preact/hooks";
import type { DatetimeInputElement } from "../protocol.gen";
import { Calendar } from "./moments/calendar";
import { timesOf } from "./moments/clock_time";
import { today } from "./moments/day";
import { partsOf, readMoment, shownMoment } from "./moments/moment";
import { MomentField } from "./moments/moment_field";
import { nearestTime, timeAfterKey, Times } from "./moments/times";
import type { ElementProps } from "./shared/component";
import { type Reading, useTyped } from "./typing/draft";

const CALENDAR = {
  label: "Choose a date and a time",
  icon: "M2.5 4h11v9.5h-11ZM2.5 7h11M5.5 2v3M10.5 2v3M8 8.5v2.25l1.5 1",
};

export default function DatetimeInput({ element }: ElementProps<DatetimeInputElement>) {
  const { format = "YYYY/MM/DD", min = "", max = "" } = element;
  const typed = useMoment(element);
  const [isOpen, setOpen] = useState(false);
  const [moved, setMoved] = useState<string | undefined>(); // Moved to by the keys.
  const input = useRef<HTMLInputElement>(null);
  const choose = (moment: string) => {
    typed.draft.reset();
    const notBefore = moment < min ? min : moment;
    typed.change(max && notBefore > max ? max : notBefore);
  };
  const show = (isShown: boolean) => {
    setOpen(isShown);
    setMoved(undefined);
  };
  return (
    <MomentField
      name="stDateTimeInput"
      element={element}
      draft={typed.draft}
      placeholder={`${format} hh:mm`}
      opener={CALENDAR}
      onClear={mayBeEmpty(element) ? () => typed.change(null) : undefined}
      isOpen={isOpen}
      setOpen={show}
      onKey={(event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        show(true);
      }}
      input={input}
    >
      <DayAndTime
        element={element}
        value={typed.value ?? ""}
        moved={moved}
        onMove={setMoved}
        onDay={choose}
        onTime={(moment) => {
          input.current?.focus(); // Before the change: a draft keeps the text that it shows then.
          choose(moment);
          setOpen(false);
        }}
      />
    </MomentField>
  );
}

/** The value, as text that can be edited. */
function useMoment(element: DatetimeInputElement) {
  const { format = "YYYY/MM/DD", min = "", max = "" } = element;
  return useTyped<string | null>(
    element,
    (value) => shownMoment(format, value),
    (text): Reading<string | null> => {
      if (!text.trim()) return mayBeEmpty(element) ? { value: null } : {};
      const moment = readMoment(format, text);
      if (!moment) return { problem: `Write a date and a time as ${format} hh:mm.` };
      if (moment < min) return { problem: `The earliest is ${shownMoment(format, min)}.` };
      if (max && moment > max) return { problem: `The latest is ${shownMoment(format, max)}.` };
      return { value: moment };
    },
  );
}

function mayBeEmpty(element: DatetimeInputElement): boolean {
  return element.default == null && !element.required;
}

interface DayAndTimeProps {
  readonly element: DatetimeInputElement;
  readonly value: string;
  readonly moved: string | undefined;
  readonly onMove: (time: string) => void;
  /** Called with the new value when a day is chosen. */
  readonly onDay: (moment: string) => void;
  readonly onTime: (moment: string) => void;
}

/** A calendar, and a list of times beside it. */
function DayAndTime({ element, value, moved, onMove, onDay, onTime }: DayAndTimeProps) {
  const { step = 900, min = "", max = "", id = "" } = element;
  const [day, time] = partsOf(value);
  const times = timesOf(step);
  const active = moved ?? nearestTime(times, time);
  const ofDay = (other: string) => `${day || today()}T${other}`;
  const isFree = (other: string) => ofDay(other) >= min && (!max || ofDay(other) <= max);
  const chooseTime = (chosen: string) => isFree(chosen) && onTime(ofDay(chosen));
  return (
    <div class="calendar-times">
      <Calendar
        chosen={day ? [day] : []}
        min={partsOf(min)[0]}
        max={partsOf(max)[0]}
        onChoose={(other) => onDay(`${other}T${time || "00:00"}`)}
      />
      <Times
        id={`${id}-list`}
        times={times}
        chosen={time}
        active={active}
        textOf={(one) => one}
        isFree={isFree}
        onChoose={chooseTime}
        onKey={(event) => {
          const next = timeAfterKey(times, active, event.key);
          if (next) onMove(next);
          else if (active && (event.key === "Enter" || event.key === " ")) chooseTime(active);
          else return;
          event.preventDefault();
        }}
      />
    </div>
  );
}

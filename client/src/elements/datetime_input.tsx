// lazy
/** A date with a time of day, to type or to choose from a calendar and a list. */
import { useRef, useState } from "preact/hooks";
import type { DatetimeInputElement } from "../protocol.gen";
import { Calendar } from "./moments/calendar";
import { timesOf } from "./moments/clock_time";
import { today } from "./moments/day";
import { partsOf, readMoment, shownMoment } from "./moments/moment";
import { MomentField } from "./moments/moment_field";
import { nearestTime, timeAfterKey, Times } from "./moments/times";
import type { ElementProps } from "./shared/component";
import { useValue } from "./shared/value";
import { useDraft } from "./typing/draft";

const CALENDAR = {
  label: "Choose a date and a time",
  icon: "M2.5 4h11v9.5h-11ZM2.5 7h11M5.5 2v3M10.5 2v3M8 8.5v2.25l1.5 1",
};

export default function DatetimeInput({ element }: ElementProps<DatetimeInputElement>) {
  const { format = "YYYY/MM/DD", step = 900, min = "", max = "", id = "" } = element;
  const { value = null, change, changeOnLeaving } = useValue<string | null>(element);
  const [problem, setProblem] = useState<string | undefined>();
  const [isOpen, setOpen] = useState(false);
  const [moved, setMoved] = useState<string | undefined>(); // Where the keys are in the list.
  const input = useRef<HTMLInputElement>(null);
  const mayBeEmpty = element.default == null && !element.required;
  const sendBy = (how: (moment: string | null) => void) => (text: string) => {
    const read = readText(element, text);
    setProblem(read.problem);
    if (read.problem === undefined && (read.moment || mayBeEmpty)) how(read.moment ?? null);
    return read.problem === undefined;
  };
  const draft = useDraft({
    shown: value === null ? "" : shownMoment(format, value),
    send: sendBy(change),
    sendOnLeaving: sendBy(changeOnLeaving),
  });
  const [day, time] = partsOf(value ?? "");
  const times = timesOf(step);
  const active = moved ?? nearestTime(times, time);
  const isFree = (moment: string) => moment >= min && (!max || moment <= max);
  const ofDay = (other: string) => `${day || today()}T${other}`;
  const choose = (moment: string) => {
    setProblem(undefined);
    draft.reset();
    const notBefore = moment < min ? min : moment;
    change(max && notBefore > max ? max : notBefore);
  };
  const chooseTime = (chosen: string) => {
    if (!isFree(ofDay(chosen))) return;
    input.current?.focus(); // First: a draft holds on to what is shown when the focus comes.
    choose(ofDay(chosen));
    setOpen(false);
  };
  const show = (isShown: boolean) => {
    setOpen(isShown);
    setMoved(undefined);
  };
  return (
    <MomentField
      name="stDateTimeInput"
      element={element}
      draft={draft}
      problem={problem}
      placeholder={`${format} hh:mm`}
      opener={CALENDAR}
      onClear={mayBeEmpty ? () => change(null) : undefined}
      isOpen={isOpen}
      setOpen={show}
      onKey={(event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        show(true);
      }}
      onType={() => setProblem(undefined)}
      input={input}
    >
      <div class="calendar-times">
        <Calendar
          chosen={day ? [day] : []}
          min={partsOf(min)[0]}
          max={partsOf(max)[0]}
          onChoose={(other) => choose(`${other}T${time || "00:00"}`)}
        />
        <Times
          id={`${id}-list`}
          times={times}
          chosen={time}
          active={active}
          textOf={(one) => one}
          isFree={(one) => isFree(ofDay(one))}
          onChoose={chooseTime}
          onKey={(event) => {
            const next = timeAfterKey(times, active, event.key);
            if (next) setMoved(next);
            else if (active && (event.key === "Enter" || event.key === " ")) chooseTime(active);
            else return;
            event.preventDefault();
          }}
        />
      </div>
    </MomentField>
  );
}

interface ReadText {
  readonly moment?: string;
  readonly problem?: string;
}

/** The moment that a text names, or what is wrong with it. */
function readText(element: DatetimeInputElement, text: string): ReadText {
  const { format = "YYYY/MM/DD", min = "", max = "" } = element;
  if (!text.trim()) return {};
  const moment = readMoment(format, text);
  if (!moment) return { problem: `Write a date and a time as ${format} hh:mm.` };
  if (moment < min) return { problem: `The earliest is ${shownMoment(format, min)}.` };
  if (max && moment > max) return { problem: `The latest is ${shownMoment(format, max)}.` };
  return { moment };
}

/** A date, a time, or both in a cell: typed, or chosen from a calendar and a list below. */
import { useId, useRef, useState } from "preact/hooks";
import { Calendar } from "../moments/calendar";
import { timesOf } from "../moments/clock_time";
import { nearestTime, timeAfterKey, Times } from "../moments/times";
import type { EntryProps } from "./cell_editor";
import { takesOf } from "./entering";
import { readClock, readDate, readMoment } from "./reading_moments";

const STEP_SECONDS = 1800;
const TIMES = timesOf(STEP_SECONDS);

export function MomentEntry(props: EntryProps) {
  const { target, text, onText, onFinish } = props;
  const { least, most } = target.rule;
  const takes = takesOf(target.rule);
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [moved, setMoved] = useState<string | undefined>();
  const { day, time } = partsOf(text, takes, target.look.format);
  const bound = (one: unknown) => (typeof one === "string" ? one.slice(0, 10) : "");
  const isBoth = takes === "datetime";
  const choose = (next: string, isLast: boolean) => {
    onText(next);
    if (isLast) onFinish("down");
    else input.current?.focus();
  };
  return (
    <>
      <input
        ref={input}
        class="cell-input"
        type="text"
        autocomplete="off"
        aria-label={props.label}
        aria-invalid={props.problem !== undefined}
        aria-describedby={props.problem && props.describedBy}
        placeholder={PLACEHOLDERS[takes as "date"]}
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          panel.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
        }}
      />
      <div
        ref={panel}
        class={isBoth ? "cell-panel calendar-times" : "cell-panel"}
        // These keys choose here, and do not leave the cell.
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === "Tab") event.stopPropagation();
        }}
      >
        {takes !== "time" && (
          <Calendar
            key={day} // It opens at the day that is typed.
            chosen={day ? [day] : []}
            min={bound(least)}
            max={bound(most)}
            onChoose={(chosen) => choose(isBoth ? `${chosen} ${time || "00:00:00"}` : chosen, !isBoth)}
          />
        )}
        {takes !== "date" && (
          <Times
            id={`${id}-times`}
            times={TIMES}
            chosen={time ? time.slice(0, 5) : null}
            active={moved ?? nearestTime(TIMES, time ? time.slice(0, 5) : null)}
            textOf={(one) => one}
            onChoose={chooseTime}
            onKey={(event) => {
              const active = moved ?? nearestTime(TIMES, time || null);
              const next = timeAfterKey(TIMES, active, event.key);
              if (next) setMoved(next);
              else if (active && (event.key === "Enter" || event.key === " ")) chooseTime(active);
              else return;
              event.preventDefault();
            }}
          />
        )}
      </div>
    </>
  );

  function chooseTime(chosen: string): void {
    choose(isBoth ? `${day || new Date().toISOString().slice(0, 10)} ${chosen}:00` : `${chosen}:00`, true);
  }
}

const PLACEHOLDERS = { date: "YYYY-MM-DD", time: "hh:mm", datetime: "YYYY-MM-DD hh:mm" } as const;

/** The day and the time of what is typed so far. */
function partsOf(text: string, takes: string, format: string | undefined) {
  if (takes === "time") return { day: "", time: readClock(text) ?? "" };
  if (takes === "date") return { day: readDate(text, format) ?? "", time: "" };
  const [day = "", time = ""] = readMoment(text, format)?.split("T") ?? [];
  return { day, time: time.slice(0, 8) };
}

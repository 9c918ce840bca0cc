// lazy
/** A time of day, to type or to choose from a list. */
import { useRef, useState } from "preact/hooks";
import type { TimeInputElement } from "../protocol.gen";
import { readTime, shownTime, timesOf } from "./moments/clock_time";
import { MomentField } from "./moments/moment_field";
import { nearestTime, timeAfterKey, timeId, Times } from "./moments/times";
import type { ElementProps } from "./shared/component";
import { useValue } from "./shared/value";
import { useDraft } from "./typing/draft";

const CLOCK = {
  label: "Choose a time",
  icon: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Zm0 2.5V8l2.5 1.5",
};

export default function TimeInput({ element }: ElementProps<TimeInputElement>) {
  const { format = "24h", step = 900, required = false, id = "" } = element;
  const { value = null, change, changeOnLeaving } = useValue<string | null>(element);
  const [problem, setProblem] = useState<string | undefined>();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState<string | undefined>(); // Where the arrow keys are.
  const input = useRef<HTMLInputElement>(null);
  const mayBeEmpty = element.default == null && !required;
  const sendBy = (how: (time: string | null) => void) => (text: string) => {
    const time = readTime(text);
    const isEmpty = !text.trim();
    const found = isEmpty || time ? undefined : "This is not a time.";
    setProblem(found);
    if (time) how(time);
    else if (isEmpty && mayBeEmpty) how(null);
    return found === undefined;
  };
  const shown = value === null ? "" : shownTime(format, value);
  const draft = useDraft({ shown, send: sendBy(change), sendOnLeaving: sendBy(changeOnLeaving) });
  const times = timesOf(step);
  const show = (isShown: boolean) => {
    setOpen(isShown);
    setActive(isShown ? nearestTime(times, value) : undefined);
    if (isShown) input.current?.focus();
  };
  const choose = (time: string) => {
    setProblem(undefined);
    draft.reset();
    show(false);
    if (time !== value) change(time);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && isOpen && active && !draft.isChanged) {
      event.preventDefault();
      choose(active);
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!isOpen) return show(true);
    draft.reset();
    setActive(timeAfterKey(times, active, event.key));
  };
  const list = `${id}-list`;
  return (
    <MomentField
      name="stTimeInput"
      element={element}
      draft={draft}
      problem={problem}
      placeholder={format === "12h" ? "hh:mm AM" : "hh:mm"}
      opener={CLOCK}
      onClear={mayBeEmpty ? () => change(null) : undefined}
      opensByClick
      isOpen={isOpen}
      setOpen={show}
      onKey={onKey}
      onType={() => setProblem(undefined)}
      combobox={{ list, active: active && timeId(list, active) }}
      input={input}
    >
      <Times
        id={list}
        times={times}
        chosen={value}
        active={active}
        textOf={(time) => shownTime(format, time)}
        onChoose={choose}
      />
    </MomentField>
  );
}

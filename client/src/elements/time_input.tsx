// lazy
/** An input for a time of day, typed or chosen from a list. */
import { useRef, useState } from "preact/hooks";
import type { TimeInputElement } from "../protocol.gen";
import { readTime, shownTime, timesOf } from "./moments/clock_time";
import { MomentField } from "./moments/moment_field";
import { nearestTime, timeAfterKey, timeId, Times } from "./moments/times";
import type { ElementProps } from "./shared/component";
import { type Reading, type Typed, useTyped } from "./typing/draft";

const CLOCK = {
  label: "Choose a time",
  icon: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Zm0 2.5V8l2.5 1.5",
};

export default function TimeInput({ element }: ElementProps<TimeInputElement>) {
  const { format = "24h", step = 900, id = "" } = element;
  const typed = useTime(element);
  const { value = null } = typed;
  const input = useRef<HTMLInputElement>(null);
  const times = timesOf(step);
  const choose = (time: string) => {
    typed.draft.reset();
    list.show(false);
    if (time !== value) typed.change(time);
  };
  const list = useTimeList(times, value, typed, choose);
  const listId = `${id}-list`;
  const { isOpen, active } = list;
  return (
    <MomentField
      name="stTimeInput"
      element={element}
      draft={typed.draft}
      placeholder={format === "12h" ? "hh:mm AM" : "hh:mm"}
      opener={CLOCK}
      onClear={mayBeEmpty(element) ? () => typed.change(null) : undefined}
      opensByClick
      isOpen={isOpen}
      setOpen={(isShown) => {
        list.show(isShown);
        if (isShown) input.current?.focus();
      }}
      onKey={list.press}
      combobox={{ list: listId, active: active && timeId(listId, active) }}
      input={input}
    >
      <Times
        id={listId}
        times={times}
        chosen={value}
        active={active}
        textOf={(time) => shownTime(format, time)}
        onChoose={choose}
      />
    </MomentField>
  );
}

/** The value, as text that can be edited. */
function useTime(element: TimeInputElement): Typed<string | null> {
  const { format = "24h" } = element;
  return useTyped<string | null>(
    element,
    (value) => shownTime(format, value),
    (text): Reading<string | null> => {
      if (!text.trim()) return mayBeEmpty(element) ? { value: null } : {};
      const time = readTime(text);
      return time ? { value: time } : { problem: "This is not a time." };
    },
  );
}

function mayBeEmpty(element: TimeInputElement): boolean {
  return element.default == null && !element.required;
}

/** The list below the input. The arrow keys move in it while the focus stays in the input. */
function useTimeList(
  times: readonly string[],
  value: string | null,
  { draft }: Typed<string | null>,
  choose: (time: string) => void,
) {
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState<string | undefined>(); // Moved to by the keys.
  const show = (isShown: boolean) => {
    setOpen(isShown);
    setActive(isShown ? nearestTime(times, value) : undefined);
  };
  const press = (event: KeyboardEvent) => {
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
  return { isOpen, active, show, press };
}

/**
 * What is chosen among options, which may change while the user chooses: a choice is kept and
 * sent as the place of an option together with its label, and the label counts.
 */
import { useMemo } from "preact/hooks";
import { type ValueElement, useValue } from "./value";

/** An option by its place, or the text of a new one. */
export type Picked = number | string;

/** As it is sent: where the option stood and its label, or the text of a new one. */
export type Choice = readonly [place: number, label: string] | string;

type Choices = readonly (Choice | Picked)[];

/** What is asked of a widget's record. */
interface ChoiceElement<T> extends ValueElement<T> {
  readonly options?: readonly string[];
}

/** What is chosen now, and how to choose something else. */
export interface Chosen<T> {
  readonly value: T;
  change(value: T): void;
}

const NO_OPTIONS: readonly string[] = [];

/** One of the options; null for none. */
export function useChoice<T extends Picked>(element: ChoiceElement<T | null>): Chosen<T | null> {
  const { options = NO_OPTIONS } = element;
  const { value: held, change } = useValue<Choice | Picked | null>(element);
  const now = held == null ? held : pickedOf(options, held);
  return {
    value: (now === undefined ? (element.value ?? null) : now) as T | null,
    change: (value) => change(value === null ? null : choiceOf(options, value)),
  };
}

/** Several of the options. Those that are gone are left out. */
export function useChoices<T extends Picked>(
  element: ChoiceElement<readonly T[]>,
): Chosen<readonly T[]> {
  const { options = NO_OPTIONS } = element;
  const { value: held, change } = useValue<Choices>(element as ValueElement<Choices>);
  const value = useMemo(
    () =>
      (held ?? []).flatMap((one) => {
        const picked = pickedOf(options, one);
        return picked === undefined ? [] : [picked as T];
      }),
    [held, options],
  );
  return { value, change: (next) => change(next.map((one) => choiceOf(options, one))) };
}

export function choiceOf(options: readonly string[], picked: Picked): Choice {
  return typeof picked === "string" ? picked : [picked, options[picked] ?? ""];
}

/** What a choice means among the options as they are; undefined if it is gone. */
export function pickedOf(options: readonly string[], choice: Choice | Picked): Picked | undefined {
  if (typeof choice !== "object") return choice;
  const [place, label] = choice;
  if (options[place] === label) return place;
  const elsewhere = options.indexOf(label);
  return elsewhere < 0 ? undefined : elsewhere;
}

/**
 * A choice among options, which may change while the user chooses. It is kept and sent as the
 * index of an option with its label. The label identifies the option; if it is gone, the index
 * does, provided that the number of options is the same and the author says that labels change.
 */
import { useMemo } from "preact/hooks";
import { type ValueElement, useValue } from "../shared/value";

/** The index of an option, or the text of a new one. */
export type Picked = number | string;

/** A choice as it is sent: index, label and number of options; or the text of a new option. */
export type Choice = readonly [place: number, label: string, count?: number] | string;

type Choices = readonly (Choice | Picked)[];

/** The fields that a widget's record must have. */
interface ChoiceElement<T> extends ValueElement<T> {
  readonly options?: readonly string[];
  readonly relabels?: boolean;
}

/** The current choice, and a function to change it. */
export interface Chosen<T> {
  readonly value: T;
  change(value: T): void;
}

const NO_OPTIONS: readonly string[] = [];

/** The choice of one option; null for none. */
export function useChoice<T extends Picked>(element: ChoiceElement<T | null>): Chosen<T | null> {
  const { options = NO_OPTIONS } = element;
  const { value: held, change } = useValue<Choice | Picked | null>(element);
  const now = held == null ? held : pickedOf(options, held, element.relabels);
  return {
    value: (now === undefined ? (element.value ?? null) : now) as T | null,
    change: (value) => change(value === null ? null : choiceOf(options, value)),
  };
}

/** The choice of several options. Those that no longer exist are omitted. */
export function useChoices<T extends Picked>(
  element: ChoiceElement<readonly T[]>,
): Chosen<readonly T[]> {
  const { options = NO_OPTIONS } = element;
  const { value: held, change } = useValue<Choices>(element as ValueElement<Choices>);
  const value = useMemo(
    () =>
      (held ?? []).flatMap((one) => {
        const picked = pickedOf(options, one, element.relabels);
        return picked === undefined ? [] : [picked as T];
      }),
    [held, options, element.relabels],
  );
  return { value, change: (next) => change(next.map((one) => choiceOf(options, one))) };
}

export function choiceOf(options: readonly string[], picked: Picked): Choice {
  return typeof picked === "string" ? picked : [picked, options[picked] ?? "", options.length];
}

/** Finds a choice among the current options; undefined if it no longer exists. */
export function pickedOf(
  options: readonly string[],
  choice: Choice | Picked,
  relabels = false,
): Picked | undefined {
  if (typeof choice !== "object") return choice;
  const [place, label, count] = choice;
  if (options[place] === label) return place;
  const elsewhere = options.indexOf(label);
  if (elsewhere >= 0) return elsewhere;
  return relabels && count === options.length ? place : undefined;
}

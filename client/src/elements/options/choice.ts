/**
 * What is chosen among options, which may change while the user chooses: a choice is kept and
 * sent as the place of an option together with its label, and the label counts. Where that is
 * gone, the place counts among as many, if the author says that options get other labels.
 */
import { useMemo } from "preact/hooks";
import { type ValueElement, useValue } from "../shared/value";

/** An option by its place, or the text of a new one. */
export type Picked = number | string;

/** As it is sent: where the option stood, its label, among how many; or the text of a new one. */
export type Choice = readonly [place: number, label: string, count?: number] | string;

type Choices = readonly (Choice | Picked)[];

/** What is asked of a widget's record. */
interface ChoiceElement<T> extends ValueElement<T> {
  readonly options?: readonly string[];
  readonly relabels?: boolean;
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
  const now = held == null ? held : pickedOf(options, held, element.relabels);
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

/** What a choice means among the options as they are; undefined if it is gone. */
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

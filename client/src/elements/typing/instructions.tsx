/** What is said below an input while it is being filled in. */
import { useForm } from "../shared/form";
import { named } from "../shared/test_id";
import type { Draft } from "./draft";

export interface InstructionsProps {
  readonly draft: Pick<Draft<unknown>, "text" | "hasFocus" | "isChanged" | "problem">;
  /** 0 for no limit. */
  readonly limit?: number;
  /** What sends the text. */
  readonly keys?: string;
  /** Whether the text is sent without a key. */
  readonly isLive?: boolean;
}

export function Instructions({ draft, limit = 0, keys = "Enter", isLive }: InstructionsProps) {
  const problem = draft.problem.value;
  const form = useForm();
  if (problem) {
    return (
      <div class="problem" role="alert">
        {problem}
      </div>
    );
  }
  const isChanged = draft.isChanged && !isLive;
  const isSilent = form !== undefined && !form.takesEnter;
  if (!(draft.hasFocus.value || isChanged) || (isSilent && limit === 0)) return null;
  return (
    // Empty until something is typed: tests of apps look for it where the focus is. How much
    // was typed of how much there may be is said as long as the field has the focus.
    <div {...named("InputInstructions")}>
      {isChanged && !isSilent && `Press ${keys} to ${form ? "send the form" : "apply"}`}
      {limit > 0 && (
        <span class="counter">
          {[...draft.text].length}/{limit}
        </span>
      )}
    </div>
  );
}

/** What is said below an input while it is being filled in. */
import { useForm } from "../shared/form";
import { named } from "../shared/test_id";

export interface InstructionsProps {
  readonly hasFocus: boolean;
  readonly isChanged: boolean;
  readonly text: string;
  /** 0 for no limit. */
  readonly limit?: number;
  /** What is wrong with what was typed. */
  readonly problem?: string | undefined;
  /** What sends the text. */
  readonly keys?: string;
}

export function Instructions({
  hasFocus,
  isChanged,
  text,
  limit = 0,
  problem,
  keys = "Enter",
}: InstructionsProps) {
  const form = useForm();
  if (problem) {
    return (
      <div class="problem" role="alert">
        {problem}
      </div>
    );
  }
  const isSilent = form !== undefined && !form.takesEnter;
  if (!(hasFocus || isChanged) || (isSilent && limit === 0)) return null;
  return (
    // Empty until something is typed: tests of apps look for it where the focus is. How much
    // was typed of how much there may be is said as long as the field has the focus.
    <div {...named("InputInstructions")}>
      {isChanged && !isSilent && `Press ${keys} to ${form ? "send the form" : "apply"}`}
      {limit > 0 && (
        <span class="counter">
          {[...text].length}/{limit}
        </span>
      )}
    </div>
  );
}

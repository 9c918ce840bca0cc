/** The instructions below an input, while it has the focus. */
import { useForm } from "../shared/form";
import { named } from "../shared/test_id";
import type { Draft } from "./draft";

export interface InstructionsProps {
  readonly draft: Pick<Draft<unknown>, "text" | "hasFocus" | "isChanged" | "problem">;
  /** The most characters; 0 for no limit. */
  readonly limit?: number;
  /** The keys that send the text. */
  readonly keys?: string;
  /** Whether the text is sent without pressing a key. */
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
    // Present but empty until something is typed, because tests of apps look for it while the input
    // has the focus. The number of characters is shown as long as it has the focus.
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

/** What is said below an input while it is being filled in. */
import { named } from "./test_id";

export interface InstructionsProps {
  readonly isChanged: boolean;
  readonly text: string;
  /** 0 for no limit. */
  readonly limit?: number;
  /** What is wrong with what was typed. */
  readonly problem?: string | undefined;
}

export function Instructions({ isChanged, text, limit = 0, problem }: InstructionsProps) {
  if (problem) {
    return (
      <div class="problem" role="alert">
        {problem}
      </div>
    );
  }
  if (!isChanged) return null;
  return (
    <div {...named("InputInstructions")}>
      Press Enter to apply
      {limit > 0 && (
        <span class="counter">
          {[...text].length}/{limit}
        </span>
      )}
    </div>
  );
}

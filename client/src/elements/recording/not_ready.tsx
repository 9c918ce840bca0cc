/** Holds the form of a recorder or a camera back while its file is not complete, and says why. */
import { useEffect, useRef } from "preact/hooks";
import { idsOf, type LabelledElement } from "../shared/label";

export interface NotReadyProps {
  readonly element: LabelledElement & { readonly form?: string };
  /** What the user has to do, or to wait for; empty if nothing. */
  readonly why: string;
}

/** A field that nobody sees, and that is not filled in. */
export function NotReady({ element, why }: NotReadyProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.setCustomValidity(why), [why]);
  if (!why || !element.form) return null;
  return (
    <input
      ref={field}
      type="file" // It has no text, so no keyboard opens when it gets the focus.
      class="unseen"
      tabIndex={-1}
      aria-labelledby={idsOf(element).label}
      aria-invalid
    />
  );
}

export const UPLOADING = "Wait until it is uploaded.";

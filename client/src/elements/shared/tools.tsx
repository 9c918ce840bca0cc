/** The toolbar of an element, shown above it while the pointer is over the element. */
import type { ComponentChildren } from "preact";
import { named } from "./test_id";

export interface ToolsProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

export function Tools({ label, children }: ToolsProps) {
  return (
    <div {...named("stElementToolbar")} role="toolbar" aria-label={label}>
      {children}
    </div>
  );
}

export interface ToolProps {
  readonly name: string;
  readonly path: string;
  readonly onClick: () => void;
}

export function Tool({ name, path, onClick }: ToolProps) {
  return (
    <button
      type="button"
      {...named("stElementToolbarButton", "icon-button")}
      aria-label={name}
      title={name}
      onClick={onClick}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}

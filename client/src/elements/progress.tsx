// lazy
/** A progress bar. */
import { useId } from "preact/hooks";
import type { ProgressElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { named } from "./shared/test_id";

export default function Progress({ element }: ElementProps<ProgressElement>) {
  const { value = 0, text } = element;
  const label = useId();
  return (
    <div {...named("stProgress")}>
      {text && (
        <div id={label} {...named("stMarkdownContainer")}>
          <Html as="p" html={text} />
        </div>
      )}
      {/* As deep as style sheets look for the bar. */}
      <div
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value}
        {...(text ? { "aria-labelledby": label } : { "aria-label": "Progress" })}
      >
        <div>
          <div {...named("stProgressBarTrack", "progress")}>
            <div style={{ width: `${value}%` }} />
          </div>
        </div>
      </div>
    </div>
  );
}

// lazy
/** A metric: a large number, its change, and a small chart of its history. */
import { useId } from "preact/hooks";
import type { MetricElement } from "../protocol.gen";
import { Sparkline } from "./metric/sparkline";
import type { ElementProps } from "./shared/component";
import { Html } from "./shared/html";
import { Icon } from "./shared/icon";
import { LabelText } from "./shared/label";
import { shownNumber } from "./shared/number_format";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";
import { HelpIcon } from "./shared/tooltip";

export default function Metric({ element }: ElementProps<MetricElement>) {
  const { value = "", number, chart_data, format } = element;
  const name = useId();
  return (
    <div
      {...named("stMetric")}
      data-border={element.border ?? false}
      data-height={wordOf(element.height)}
      data-color={element.delta_color ?? "green"}
      style={heightOf(element.height)}
    >
      <div class="label-row" data-visibility={element.label_visibility ?? "visible"}>
        <label {...named("stMetricLabel")} id={name}>
          <Icon icon={element.icon} />
          <LabelText element={element} />
        </label>
        <HelpIcon help={element.help} of={name} />
      </div>
      <div {...named("stMetricValue")}>
        <div>{shown(format, number, value)}</div>
      </div>
      <Delta element={element} />
      {chart_data && (
        <Sparkline points={chart_data} type={element.chart_type ?? "line"} format={format} />
      )}
    </div>
  );
}

const ARROWS = { up: "M8 13V3.5M4 7l4-4 4 4", down: "M8 3v9.5M4 9l4 4 4-4" } as const;

function Delta({ element }: Pick<ElementProps<MetricElement>, "element">) {
  const { delta, delta_arrow = "up", delta_description } = element;
  if (!delta && !delta_description) return null;
  return (
    <div class="metric-change">
      {delta && (
        <div {...named("stMetricDelta")}>
          {delta_arrow !== "off" && (
            <svg viewBox="0 0 16 16" data-testid={`stMetricDeltaIcon-${NAMES[delta_arrow]}`} aria-hidden="true">
              <path d={ARROWS[delta_arrow]} />
            </svg>
          )}
          <span>{shown(element.format, element.delta_number, delta)}</span>
        </div>
      )}
      {delta_description && <Html as="span" html={delta_description} class="metric-description" />}
    </div>
  );
}

const NAMES = { up: "Up", down: "Down" } as const;

/** Formats a number as the author wants, in the browser's language; other text is not changed. */
function shown(format: string | undefined, number: number | null | undefined, text: string): string {
  return format && number != null ? shownNumber(format, number) : text;
}

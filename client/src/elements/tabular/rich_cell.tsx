/** Cells that few tables have: pictures, sounds, small charts, Markdown, buttons. */
import type { TargetedKeyboardEvent } from "preact";
import { Html } from "../shared/html";
import { Icon } from "../shared/icon";
import { bars, HEIGHT, lines, type Points, scaleOf, WIDTH } from "../shared/small_chart";
import type { CellProps } from "./cell";
import { itemsOf, labelsOf } from "./cell_text";
import { colorOf } from "./colors";
import type { GridColumn } from "./grid_columns";
import { brief } from "./grid_rows";

const PICTURE = /^(https?:|data:image\/|(?![a-z][a-z\d+.-]*:))/i;
const MOST_POINTS = 500;
const MOST_BUTTONS = 10;
const PLAY = "M5 3.5v9l7-4.5z";

export function RichCell(props: CellProps) {
  const { shown, row, placeholder } = props;
  const value = shown.column.values[row];
  switch (shown.type) {
    case "image":
      return <Picture address={String(value)} name={shown.name} />;
    case "audio":
    case "video":
      return (
        <span class="cell-play">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d={PLAY} />
          </svg>
          {shown.type === "audio" ? "Listen" : "Watch"}
        </span>
      );
    case "markdown": {
      const html = shown.column.html?.[row];
      return html === undefined ? <>{brief(String(value))}</> : <Html html={html} as="span" />;
    }
    case "button":
      return <Buttons {...props} labels={labelsOf(value)} />;
    case "line_chart":
    case "bar_chart":
    case "area_chart":
      return <SmallChart shown={shown} value={value} placeholder={placeholder} />;
    default:
      return null;
  }
}

/** Whether a picture may come from there: from sites, the app, or the text itself. */
export function isPicture(address: string): boolean {
  return PICTURE.test(address.trim());
}

function Picture({ address, name }: { readonly address: string; readonly name: string }) {
  if (!isPicture(address)) return <>{brief(address)}</>;
  return <img class="cell-picture" src={address} alt={name} loading="lazy" referrerpolicy="no-referrer" />;
}

interface SmallChartProps {
  readonly shown: GridColumn;
  readonly value: unknown;
  readonly placeholder: string;
}

function SmallChart({ shown, value, placeholder }: SmallChartProps) {
  const { type, look } = shown;
  const points: Points = itemsOf(value)
    .slice(0, MOST_POINTS)
    .map((item) => (item === null || item === "" || !Number.isFinite(Number(item)) ? null : Number(item)));
  const known = points.filter((point) => point !== null);
  if (known.length === 0) return <>{placeholder}</>;
  const [first = 0] = known;
  const last = known.at(-1) ?? first;
  const y = scaleOf(known, type === "bar_chart", look);
  const color = colorOf(look.color, last >= first);
  const word = { line_chart: "Line", bar_chart: "Bars", area_chart: "Area" }[type as "line_chart"];
  return (
    <svg
      class="cell-chart"
      role="img"
      aria-label={`${word} of ${known.length} values, from ${first} to ${last}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      style={color ? { color } : undefined}
    >
      {type === "bar_chart" ? (
        <path class="filled" d={bars(points, y)} />
      ) : (
        <>
          {type === "area_chart" && <path class="shade" d={lines(points, y, true)} />}
          <path d={lines(points, y, false)} vector-effect="non-scaling-stroke" />
        </>
      )}
    </svg>
  );
}

/** The keyboard reaches the cell; Enter presses its button, or goes to the first of several. */
function Buttons({ shown, labels, onPress }: CellProps & { readonly labels: readonly string[] }) {
  const { button_type = "secondary", trigger } = shown.look;
  return (
    <>
      {labels.slice(0, MOST_BUTTONS).map((label) => (
        <button
          key={label}
          type="button"
          class={`cell-button ${button_type}-button`}
          tabIndex={-1}
          disabled={!trigger}
          onClick={() => onPress(label)}
          onKeyDown={leaveOrMove}
        >
          <ButtonLabel text={label} />
        </button>
      ))}
    </>
  );
}

/** The arrows go to the next button, Escape goes back to the table. */
function leaveOrMove(event: TargetedKeyboardEvent<HTMLButtonElement>): void {
  const { key, currentTarget } = event;
  const beside = {
    ArrowRight: currentTarget.nextElementSibling,
    ArrowLeft: currentTarget.previousElementSibling,
    Escape: currentTarget.closest<HTMLElement>("[role=grid]"),
  }[key] as HTMLElement | null | undefined;
  if (beside === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  beside?.focus();
}

/** A label, which may begin with an icon. */
function ButtonLabel({ text }: { readonly text: string }) {
  const [icon] = /^:material\/\w+:/.exec(text) ?? [];
  if (!icon) return <>{brief(text)}</>;
  const rest = text.slice(icon.length).trim();
  return (
    <>
      <Icon icon={icon} />
      {rest ? brief(rest) : <span class="only-heard">{icon.slice(10, -1).replaceAll("_", " ")}</span>}
    </>
  );
}

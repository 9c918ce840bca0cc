// lazy, block
/** Containers of which one is shown at a time, chosen by the tabs above them. */
import type { TargetedKeyboardEvent } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { TabsElement } from "../protocol.gen";
import { type Choice, choiceOf, pickedOf, useChoice } from "./options/choice";
import type { ElementProps } from "./shared/component";
import { keyClass, layoutFrame } from "./shared/frame";
import { Html } from "./shared/html";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";

const NO_LABELS: readonly string[] = [];

export default function Tabs({ element, node, draw }: ElementProps<TabsElement>) {
  const labels = element.options ?? NO_LABELS;
  const [chosen, choose] = useChosen(element, labels);
  const id = useId();
  return (
    <div {...layoutFrame(element, node)}>
      <div
        {...named("stTabs", keyClass(element))}
        data-height={wordOf(element.height)}
        style={heightOf(element.height)}
      >
        <TabRow id={id} labels={labels} chosen={chosen} choose={choose} />
        {node.children.value.map((child, index) => (
          <div
            key={child.serial}
            {...named("stTabPanel")}
            data-baseweb="tab-panel"
            role="tabpanel"
            id={`${id}-panel-${index}`}
            aria-labelledby={`${id}-tab-${index}`}
            tabIndex={0}
            hidden={index !== chosen}
          >
            {draw(child)}
          </div>
        ))}
      </div>
    </div>
  );
}

interface TabRowProps {
  readonly id: string;
  readonly labels: readonly string[];
  readonly chosen: number;
  readonly choose: (index: number) => void;
}

/** The row of tabs: a single stop of the Tab key, within which the arrow keys move. */
function TabRow({ id, labels, chosen, choose }: TabRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => inSight(row.current, chosen), [chosen]);
  const press = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const next = neighbour(event.key, chosen, labels.length);
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
    (row.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div ref={row} class="tab-row" data-baseweb="tab-list" role="tablist" onKeyDown={press}>
      {labels.map((label, index) => (
        <button
          key={index}
          {...named("stTab")}
          data-baseweb="tab"
          type="button"
          role="tab"
          id={`${id}-tab-${index}`}
          aria-selected={index === chosen}
          aria-controls={`${id}-panel-${index}`}
          tabIndex={index === chosen ? 0 : -1}
          onClick={() => index !== chosen && choose(index)}
        >
          <div {...named("stMarkdownContainer")}>
            <Html as="p" html={label} />
          </div>
        </button>
      ))}
    </div>
  );
}

/** The user's choice of a tab, and the author's default at that time. */
interface Own {
  readonly choice: Choice;
  readonly labels: readonly string[]; // At the time of the choice.
  readonly over: number | undefined;
}

/**
 * The chosen tab. If the server does not track the choice, the tab stays chosen while its label
 * exists. A label may contain a number: if only this label changed, it is still the same tab.
 */
function useChosen(
  element: TabsElement,
  labels: readonly string[],
): readonly [number, (index: number) => void] {
  const { value, change } = useChoice<number>(element);
  const [own, setOwn] = useState<Own>();
  const told = value ?? 0;
  if (element.id) return [told, change];
  const over = element.default;
  const picked = own && own.over === over ? pickedOf(labels, own.choice, labels.some((label, at) => label === own.labels[at])) : undefined;
  return [
    typeof picked === "number" ? picked : told,
    (index) => setOwn({ choice: choiceOf(labels, index), labels, over }),
  ];
}

/** The tab after a key is pressed; after the last one comes the first. */
function neighbour(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (from + 1) % count;
    case "ArrowLeft":
      return (from + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/** Scrolls only the row, and only as far as needed to show a tab. */
function inSight(row: HTMLElement | null, index: number): void {
  const tab = row?.children[index] as HTMLElement | undefined;
  if (!row || !tab) return;
  const start = tab.offsetLeft - row.offsetLeft;
  const end = start + tab.offsetWidth;
  if (start < row.scrollLeft) row.scrollLeft = start;
  else if (end > row.scrollLeft + row.clientWidth) row.scrollLeft = end - row.clientWidth;
}

// rare
/** The numbers of pages, of which one is chosen, between arrows. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PaginationElement } from "../protocol.gen";
import { itemsAround } from "./pagination/items";
import type { ElementProps } from "./shared/component";
import { named } from "./shared/test_id";
import { useValue } from "./shared/value";

export default function Pagination({ element }: ElementProps<PaginationElement>) {
  const { num_pages = 1, max_visible_pages = 7, disabled = false } = element;
  const { value: page = 1, change } = useValue<number>(element);
  const own = useRef<HTMLElement>(null);
  const room = useRoom(own, `${num_pages}`.length);
  const items = itemsAround(page, num_pages, max_visible_pages ?? Infinity, room);
  return (
    <div {...named("stPagination")}>
      <nav ref={own} class="pages" aria-label="Pagination">
        <Arrow to={page - 1} name="Prev" label="Previous page" isOff={disabled} isEnd={page <= 1} onGo={change} />
        {items.map((item, place) =>
          item === "gap" ? (
            <span key={place ? "end gap" : "gap"} data-testid="stPaginationEllipsis" class="page-gap" aria-hidden="true">
              …
            </span>
          ) : (
            <button
              key={item}
              type="button"
              class="page-number"
              data-testid={`stPaginationPage${item === page ? "Active" : ""}`}
              aria-label={`Page ${item}`}
              aria-current={item === page ? "page" : undefined}
              disabled={disabled}
              onClick={() => item !== page && change(item)}
            >
              {item}
            </button>
          ),
        )}
        <Arrow to={page + 1} name="Next" label="Next page" isOff={disabled} isEnd={page >= num_pages} onGo={change} />
      </nav>
      <span class="unseen" role="status">
        {`Page ${page} of ${num_pages}`}
      </span>
    </div>
  );
}

interface ArrowProps {
  readonly to: number;
  readonly name: "Prev" | "Next";
  readonly label: string;
  readonly isOff: boolean;
  /** There is no page beyond. The button stays focusable, so that the focus is not lost there. */
  readonly isEnd: boolean;
  readonly onGo: (page: number) => void;
}

function Arrow({ to, name, label, isOff, isEnd, onGo }: ArrowProps) {
  return (
    <button
      type="button"
      class="page-arrow"
      data-testid={`stPagination${name}`}
      aria-label={label}
      aria-disabled={isEnd || undefined}
      disabled={isOff}
      onClick={() => !isEnd && onGo(to)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={name === "Prev" ? "m10 3.5-4.5 4.5 4.5 4.5" : "m6 3.5 4.5 4.5-4.5 4.5"} />
      </svg>
    </button>
  );
}

/** How many items there is room for between the arrows; what is around it decides. */
function useRoom(own: { readonly current: HTMLElement | null }, digits: number): number {
  const [room, setRoom] = useState(Infinity);
  useLayoutEffect(() => {
    const frame = own.current?.closest<HTMLElement>(".stElementContainer");
    const around = frame?.parentElement;
    const arrow = own.current?.querySelector("button");
    if (!frame || !around || !arrow) return undefined;
    const measure = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(around);
      const inner = around.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
      const fixed = frame.dataset.width === "fixed" ? frame.clientWidth : Infinity;
      const each = Math.max(arrow.offsetWidth, digits * DIGIT + EDGES) + GAP;
      const between = Math.min(inner, fixed) - 2 * arrow.offsetWidth - GAP;
      setRoom(Math.max(Math.floor(between / each), 0));
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(around);
    return () => sizes.disconnect();
  }, [digits]);
  return room;
}

// Pixels, as in the style sheet: of a digit at most, around the digits of a number, between buttons.
const DIGIT = 10;
const EDGES = 10;
const GAP = 4;

/**
 * Keeps a library's drawing in a box in step with what it shows.
 *
 * Libraries draw slowly and some of them later than they are told to. So one step is done after the
 * other, and only what is wanted last is drawn: a fast sequence of updates costs what one does.
 */
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** One drawing, made by `Begin`. */
export interface Drawing<W> {
  /** Change it in place; what the user has zoomed and selected stays where that is possible. */
  update(wanted: W): void | Promise<void>;
  /** The box has another size. */
  resized?(): void;
  end(): void;
}

/** Draws something into an empty box, which has a size. */
export type Begin<W> = (box: HTMLElement, wanted: W) => Drawing<W> | Promise<Drawing<W>>;

/** How a drawing is getting on. */
export interface Progress {
  /** For the element that is drawn into; the page itself must leave its contents alone. */
  readonly box: RefObject<HTMLDivElement | null>;
  /** What the library threw; undefined if all is well. */
  readonly failure: unknown;
  /** Whether something is to be seen. */
  readonly isDrawn: boolean;
}

export interface Drawn<W> extends Progress {
  /** The drawing; undefined while there is none. */
  readonly drawing: { readonly current: Drawing<W> | undefined };
}

/**
 * Draws what is wanted; again, whenever it is another object.
 *
 * Args:
 *     begin: The same function each time.
 *     wanted: Undefined while it is not known yet: then what is drawn stays as it is.
 *     place: For the box, if something else has to know it, such as `useLooks`.
 */
export function useDrawing<W>(
  begin: Begin<W>,
  wanted: W | undefined,
  place?: RefObject<HTMLDivElement | null>,
): Drawn<W> {
  const own = useRef<HTMLDivElement>(null);
  const box = place ?? own;
  const [state, setState] = useState<{ readonly isDrawn: boolean; readonly failure?: unknown }>({
    isDrawn: false,
  });
  const drawing = useRef<Drawing<W> | undefined>(undefined);
  const [drawer] = useState(() => new Drawer(begin, drawing, setState));
  useEffect(() => {
    if (box.current && wanted !== undefined) drawer.want(box.current, wanted);
  }, [wanted]);
  useEffect(() => {
    const sizes = new ResizeObserver(() => drawing.current?.resized?.());
    if (box.current) sizes.observe(box.current);
    return () => {
      sizes.disconnect();
      drawer.end();
    };
  }, []);
  return { box, failure: state.failure, isDrawn: state.isDrawn, drawing };
}

type Tell = (state: { readonly isDrawn: boolean; readonly failure?: unknown }) => void;

class Drawer<W> {
  #wanted: { readonly value: W } | undefined;
  #isBusy = false;
  #isOver = false;

  constructor(
    readonly begin: Begin<W>,
    readonly drawing: { current: Drawing<W> | undefined },
    readonly tell: Tell,
  ) {}

  want(box: HTMLElement, value: W): void {
    this.#wanted = { value };
    if (!this.#isBusy) void this.#draw(box);
  }

  end(): void {
    this.#isOver = true;
    if (!this.#isBusy) this.#endDrawing();
  }

  /** Draws what is wanted, until nothing else is. */
  async #draw(box: HTMLElement): Promise<void> {
    this.#isBusy = true;
    while (this.#wanted && !this.#isOver) {
      const { value } = this.#wanted;
      this.#wanted = undefined;
      try {
        const drawing = this.drawing.current;
        if (drawing) await drawing.update(value);
        else await this.#begin(box, value);
        if (!this.#isOver) this.tell({ isDrawn: true });
      } catch (failure) {
        console.error(failure);
        this.#endDrawing(); // It may be half done. The next one begins anew.
        box.replaceChildren();
        if (!this.#isOver) this.tell({ isDrawn: false, failure });
      }
    }
    this.#isBusy = false;
    if (this.#isOver) this.#endDrawing();
  }

  async #begin(box: HTMLElement, value: W): Promise<void> {
    const { clientWidth, clientHeight } = box;
    const drawing = await this.begin(box, value);
    this.drawing.current = drawing;
    // As long as it was made, it could not be told.
    if (box.clientWidth !== clientWidth || box.clientHeight !== clientHeight) drawing.resized?.();
  }

  #endDrawing(): void {
    const drawing = this.drawing.current;
    this.drawing.current = undefined;
    try {
      drawing?.end();
    } catch (error) {
      console.error(error);
    }
  }
}

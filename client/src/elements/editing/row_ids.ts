/** The ids of a table's rows, as its record has them: runs of a start and a count. */
export class RowIds {
  readonly #runs: readonly Run[];
  readonly #byStart: readonly Run[];

  constructor(flat: readonly number[], rows: number) {
    const runs: Run[] = [];
    let at = 0;
    for (let index = 0; index + 1 < flat.length; index += 2) {
      const [start = 0, count = 0] = flat.slice(index, index + 2);
      runs.push({ at, start, count });
      at += count;
    }
    this.#runs = flat.length ? runs : [{ at: 0, start: 0, count: rows }];
    this.#byStart = [...this.#runs].sort((one, other) => one.start - other.start);
  }

  /** The id of a row; undefined if there is no such row. */
  idOf(row: number): number | undefined {
    const run = last(this.#runs, ({ at }) => at <= row);
    return run && row < run.at + run.count ? run.start + row - run.at : undefined;
  }

  /** The row with an id; undefined if there is none. */
  rowOf(id: number): number | undefined {
    const run = last(this.#byStart, ({ start }) => start <= id);
    return run && id < run.start + run.count ? run.at + id - run.start : undefined;
  }
}

interface Run {
  /** The first row. */
  readonly at: number;
  /** The id of the first row. */
  readonly start: number;
  readonly count: number;
}

/** The last run that fits; all before it do, and none after it. */
function last(runs: readonly Run[], fits: (run: Run) => boolean): Run | undefined {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run && fits(run)) low = middle + 1;
    else high = middle;
  }
  return runs[low - 1];
}

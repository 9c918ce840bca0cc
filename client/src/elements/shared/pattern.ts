/**
 * Regular expressions of authors, matched in a time that is proportional to the text.
 *
 * The browser's own try again and again where an expression is ambiguous, and the texts may be
 * anyone's. This one follows all possibilities at once (after Thompson and Pike). It knows what
 * can be matched so: no references to groups and no looking around.
 */

type Test = (letter: string) => boolean;

type Step =
  | { readonly kind: "letter"; readonly test: Test }
  | { readonly kind: "split"; readonly first: number; readonly second: number }
  | { readonly kind: "jump"; readonly to: number }
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "start" | "end" | "edge" | "inside" | "match" };

type Part =
  | { readonly kind: "letter"; readonly test: Test }
  | { readonly kind: "start" | "end" | "edge" | "inside" }
  | { readonly kind: "group"; readonly slot: number | undefined; readonly choices: readonly Part[][] }
  | { readonly kind: "repeat"; readonly part: Part; readonly least: number; readonly most: number; readonly isLazy: boolean };

const MOST_STEPS = 2_000;
const MOST_LETTERS = 5_000; // Of a text: what is longer is not matched.

const WORD = /[A-Za-z0-9_]/;
const DIGIT = /[0-9]/;
const SPACE = /\s/;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", 0: "\0" };

/**
 * Compiles an expression.
 *
 * Returns: a function that finds the first group, or what is matched if there is none; undefined
 * if nothing is matched. Of an expression that it does not know, undefined.
 */
export function compiled(source: string): ((text: string) => string | undefined) | undefined {
  try {
    const parser = new Parser(source);
    const choices = parser.choices();
    if (!parser.isDone) return undefined;
    const steps: Step[] = [];
    emit({ kind: "group", slot: 0, choices }, steps);
    steps.push({ kind: "match" });
    const slot = parser.groups > 0 ? 1 : 0;
    return (text) => found(steps, text, slot);
  } catch {
    return undefined; // It is none, or has what cannot be followed so.
  }
}

class Parser {
  groups = 0;
  #at = 0;
  readonly #letters: readonly string[];

  constructor(source: string) {
    this.#letters = [...source];
  }

  get isDone(): boolean {
    return this.#at >= this.#letters.length;
  }

  choices(): Part[][] {
    const found = [this.#sequence()];
    while (this.#take("|")) found.push(this.#sequence());
    return found;
  }

  #sequence(): Part[] {
    const parts: Part[] = [];
    while (!this.isDone && !"|)".includes(this.#next)) parts.push(this.#repeated(this.#part()));
    return parts;
  }

  #repeated(part: Part): Part {
    const bounds = this.#bounds();
    if (!bounds) return part;
    const [least, most] = bounds;
    if ("*+{".includes(this.#next || " ")) throw new SyntaxError("It repeats what is repeated.");
    return { kind: "repeat", part, least, most, isLazy: this.#take("?") };
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#take("*")) return [0, Infinity];
    if (this.#take("+")) return [1, Infinity];
    if (this.#take("?")) return [0, 1];
    const [whole, least, comma, most] =
      /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(this.#letters.slice(this.#at, this.#at + 12).join("")) ?? [];
    if (!whole) return undefined;
    this.#at += whole.length;
    return [Number(least), comma ? (most ? Number(most) : Infinity) : Number(least)];
  }

  #part(): Part {
    const letter = this.#letters[this.#at++] ?? "";
    switch (letter) {
      case "(":
        return this.#group();
      case "[":
        return { kind: "letter", test: this.#set() };
      case ".":
        return { kind: "letter", test: () => true };
      case "^":
        return { kind: "start" };
      case "$":
        return { kind: "end" };
      case "\\":
        return this.#escaped();
      case "*":
      case "+":
      case "?":
        throw new SyntaxError("There is nothing to repeat.");
      default:
        return { kind: "letter", test: (other) => other === letter };
    }
  }

  #group(): Part {
    let slot: number | undefined;
    if (this.#take("?")) {
      if (this.#take("<")) {
        while (WORD.test(this.#next)) this.#at++;
        if (!this.#take(">")) throw new SyntaxError("It looks back.");
        slot = ++this.groups;
      } else if (!this.#take(":")) throw new SyntaxError("It looks ahead.");
    } else slot = ++this.groups;
    const choices = this.choices();
    if (!this.#take(")")) throw new SyntaxError("A group has no end.");
    return { kind: "group", slot, choices };
  }

  #escaped(): Part {
    const letter = this.#next;
    if (letter === "b" || letter === "B") {
      this.#at++;
      return { kind: letter === "b" ? "edge" : "inside" };
    }
    if (/[1-9k]/.test(letter)) throw new SyntaxError("It refers to a group.");
    return { kind: "letter", test: this.#class() };
  }

  /** What stands after a backslash, in a set or outside of one. */
  #class(): Test {
    const letter = this.#letters[this.#at++] ?? "";
    const kind = { d: DIGIT, w: WORD, s: SPACE }[letter.toLowerCase()];
    if (kind) return (other) => kind.test(other) === (letter === letter.toLowerCase());
    const literal = letter === "u" || letter === "x" ? this.#code(letter) : (ESCAPES[letter] ?? letter);
    if (/[A-Za-z]/.test(letter) && literal === letter) throw new SyntaxError("It has an unknown escape.");
    return (other) => other === literal;
  }

  #code(letter: string): string {
    const length = letter === "u" ? 4 : 2;
    const digits = this.#letters.slice(this.#at, this.#at + length).join("");
    if (!/^[\da-f]+$/i.test(digits) || digits.length !== length) throw new SyntaxError("It has no code.");
    this.#at += length;
    return String.fromCodePoint(parseInt(digits, 16));
  }

  #set(): Test {
    const isInverse = this.#take("^");
    const tests: Test[] = [];
    while (!this.isDone && this.#next !== "]") tests.push(this.#range());
    if (!this.#take("]")) throw new SyntaxError("A set has no end.");
    return (letter) => tests.some((test) => test(letter)) !== isInverse;
  }

  #range(): Test {
    const first = this.#letters[this.#at++] ?? "";
    if (first === "\\") return this.#class();
    const isRange = this.#next === "-" && !["]", "\\", undefined].includes(this.#letters[this.#at + 1]);
    if (!isRange) return (letter) => letter === first;
    this.#at++;
    const last = this.#letters[this.#at++] ?? "";
    return (letter) => letter >= first && letter <= last;
  }

  get #next(): string {
    return this.#letters[this.#at] ?? "";
  }

  #take(letter: string): boolean {
    if (this.#next !== letter) return false;
    this.#at++;
    return true;
  }
}

/** Appends the steps of a part. */
function emit(part: Part, steps: Step[]): void {
  if (steps.length > MOST_STEPS) throw new RangeError("It is too long.");
  if (part.kind === "repeat") return repeat(part, steps);
  if (part.kind !== "group") return void steps.push(part);
  if (part.slot !== undefined) steps.push({ kind: "save", slot: part.slot * 2 });
  const ends: number[] = [];
  part.choices.forEach((sequence, index) => {
    const isLast = index === part.choices.length - 1;
    const split = steps.length;
    if (!isLast) steps.push({ kind: "match" }); // Replaced below.
    for (const inner of sequence) emit(inner, steps);
    if (isLast) return;
    ends.push(steps.length);
    steps.push({ kind: "match" });
    steps[split] = { kind: "split", first: split + 1, second: steps.length };
  });
  for (const end of ends) steps[end] = { kind: "jump", to: steps.length };
  if (part.slot !== undefined) steps.push({ kind: "save", slot: part.slot * 2 + 1 });
}

function repeat({ part, least, most, isLazy }: Part & { kind: "repeat" }, steps: Step[]): void {
  for (let count = 0; count < least; count++) emit(part, steps);
  const ways = (inside: number, after: number): Step =>
    isLazy
      ? { kind: "split", first: after, second: inside }
      : { kind: "split", first: inside, second: after };
  if (most === Infinity) {
    const split = steps.length;
    steps.push({ kind: "match" });
    emit(part, steps);
    steps.push({ kind: "jump", to: split });
    steps[split] = ways(split + 1, steps.length);
    return;
  }
  const splits: number[] = [];
  for (let count = least; count < most; count++) {
    splits.push(steps.length);
    steps.push({ kind: "match" });
    emit(part, steps);
  }
  for (const split of splits) steps[split] = ways(split + 1, steps.length);
}

interface Thread {
  readonly at: number;
  readonly saved: readonly (number | undefined)[];
}

/** Follows all threads through the text, those first that the expression prefers. */
function found(steps: readonly Step[], text: string, slot: number): string | undefined {
  if (text.length > MOST_LETTERS) return undefined;
  const letters = [...text];
  let threads: Thread[] = [];
  let best: readonly (number | undefined)[] | undefined;
  for (let place = 0; place <= letters.length; place++) {
    const seen = new Set<number>();
    const now: Thread[] = [];
    for (const thread of threads) follow(steps, thread, letters, place, seen, now);
    // A match may begin here, unless one that began earlier is known.
    if (!best) follow(steps, { at: 0, saved: [] }, letters, place, seen, now);
    threads = [];
    for (const { at, saved } of now) {
      const step = steps[at];
      if (step?.kind === "match") {
        best = saved;
        break; // Those after it are less preferred.
      }
      if (step?.kind === "letter" && place < letters.length && step.test(letters[place] ?? "")) {
        threads.push({ at: at + 1, saved });
      }
    }
    if (best && threads.length === 0) break;
  }
  const [start, end] = [best?.[slot * 2], best?.[slot * 2 + 1]];
  return start === undefined || end === undefined ? undefined : letters.slice(start, end).join("");
}

/** Adds all threads that one leads to without a letter; each step is reached once. */
function follow(
  steps: readonly Step[],
  first: Thread,
  letters: readonly string[],
  place: number,
  seen: Set<number>,
  found: Thread[],
): void {
  const waiting = [first];
  while (waiting.length > 0) {
    const { at, saved } = waiting.pop() as Thread;
    const step = steps[at];
    if (!step || seen.has(at)) continue;
    seen.add(at);
    if (step.kind === "split") {
      waiting.push({ at: step.second, saved }, { at: step.first, saved });
    } else if (step.kind === "jump") waiting.push({ at: step.to, saved });
    else if (step.kind === "save") {
      const next = [...saved];
      next[step.slot] = place;
      waiting.push({ at: at + 1, saved: next });
    } else if (step.kind === "letter" || step.kind === "match") found.push({ at, saved });
    else if (holds(step.kind, letters, place)) waiting.push({ at: at + 1, saved });
  }
}

function holds(kind: "start" | "end" | "edge" | "inside", letters: readonly string[], place: number) {
  if (kind === "start") return place === 0;
  if (kind === "end") return place === letters.length;
  const isEdge = WORD.test(letters[place - 1] ?? "") !== WORD.test(letters[place] ?? "");
  return isEdge === (kind === "edge");
}

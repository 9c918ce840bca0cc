/** A class and a test id, by which authors' tests and style sheets find an element. */
export function named(name: string, ...more: (string | false | undefined)[]) {
  return { class: [name, ...more].filter(Boolean).join(" "), "data-testid": name };
}

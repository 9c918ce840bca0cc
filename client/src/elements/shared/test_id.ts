/** The name by which tests and style sheets of users find an element: a class and a test id. */
export function named(name: string, ...more: (string | false | undefined)[]) {
  return { class: [name, ...more].filter(Boolean).join(" "), "data-testid": name };
}

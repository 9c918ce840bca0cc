/** Numbers by patterns that `number_format` does not know: with their digits in groups. */
import { shownNumber } from "./number_format";

/** A number by its format; a comma in a pattern, as in "%,d", groups its digits. */
export function withThousands(format: string, value: number): string {
  const plain = format.replace(/(%[-+ 0#]*),/, "$1");
  const text = shownNumber(plain, value);
  return plain === format ? text : text.replace(/\d+/, inThousands);
}

function inThousands(digits: string): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) {
    groups.unshift(digits.slice(Math.max(end - 3, 0), end));
  }
  return groups.join(",");
}

// lazy
/** A dial, which each press turns on by one: the component of an element that a test adds. */
import type { DialElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { useValue } from "./shared/value";

export default function Dial({ element }: ElementProps<DialElement>) {
  const { value = 0, change } = useValue<number>(element);
  return (
    <button type="button" data-testid="dial" onClick={() => change((value + 1) % 12)}>
      {value}
    </button>
  );
}

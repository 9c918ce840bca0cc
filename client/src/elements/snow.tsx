// rare
/** Snow that falls over the page. */
import type { SnowElement } from "../protocol.gen";
import { course, type Flight, letFly, useFlight } from "./effects/flight";
import Empty from "./empty";
import type { ElementProps } from "./shared/component";

const COUNT = 60;

const FLIGHT: Flight = {
  name: "stSnow",
  count: COUNT,
  piece: (index) => (
    <svg key={index} viewBox="-12 -12 24 24" class="flake" style={course(5)}>
      {[0, 60, 120].map((angle) => (
        <path key={angle} transform={`rotate(${angle})`} d="M0-11V11M-3-9 0-6 3-9M-3 9 0 6 3 9" />
      ))}
    </svg>
  ),
};

/** Its element was removed while this module was on its way. */
export const missed = ({ call = "" }: SnowElement) => letFly(call, FLIGHT);

export default function Snow({ element }: ElementProps<SnowElement>) {
  useFlight(element.call ?? "", FLIGHT);
  return <Empty />; // Its frame takes up no space.
}

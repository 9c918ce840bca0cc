// rare
/** Balloons that rise over the page. */
import type { BalloonsElement } from "../protocol.gen";
import { course, type Flight, letFly, useFlight } from "./effects/flight";
import Empty from "./empty";
import type { ElementProps } from "./shared/component";

const COLOURS = ["red", "orange", "yellow", "green", "blue", "violet"];
const COUNT = 30;

const FLIGHT: Flight = {
  name: "stBalloons",
  count: COUNT,
  piece: (index) => (
    <svg key={index} viewBox="0 0 60 130" class="balloon" style={course(3)}>
      <g class={`is-${COLOURS[index % COLOURS.length]}`}>
        <path class="string" d="M30 78q-9 13 0 25t0 25" />
        <path d="M30 2C13 2 4 15 4 31c0 19 15 36 23 40l-4 7h14l-4-7c8-4 23-21 23-40C56 15 47 2 30 2Z" />
        <path class="shine" d="M17 20q3-8 10-10" />
      </g>
    </svg>
  ),
};

/** Its element was removed while this module was on its way. */
export const missed = ({ call = "" }: BalloonsElement) => letFly(call, FLIGHT);

export default function Balloons({ element }: ElementProps<BalloonsElement>) {
  useFlight(element.call ?? "", FLIGHT);
  return <Empty />; // Its frame takes up no space.
}

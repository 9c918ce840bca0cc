/** A place that nothing fills yet. */
import { named } from "./shared/test_id";

export default function Empty() {
  return <div {...named("stEmpty")} />;
}

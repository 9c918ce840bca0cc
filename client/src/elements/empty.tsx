/** A placeholder without content. */
import { named } from "./shared/test_id";

export default function Empty() {
  return <div {...named("stEmpty")} />;
}

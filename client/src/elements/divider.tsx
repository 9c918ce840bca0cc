/** A horizontal line. */
import { named } from "./shared/test_id";

export default function Divider() {
  return (
    <div {...named("stMarkdown", "stDivider")}>
      <hr />
    </div>
  );
}

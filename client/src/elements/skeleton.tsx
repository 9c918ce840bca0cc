// rare
/** A grey shape in the place of what is still to come. */
import type { SkeletonElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { heightOf, wordOf } from "./shared/size";
import { named } from "./shared/test_id";

export default function Skeleton({ element }: ElementProps<SkeletonElement>) {
  const height = element.height ?? undefined;
  return (
    <div
      {...named("stSkeleton")}
      role="status"
      aria-label="Loading"
      data-height={wordOf(height)}
      data-delayed={element.is_delayed ?? false}
      style={heightOf(height)}
    >
      <div data-testid="stSkeletonElement" />
    </div>
  );
}

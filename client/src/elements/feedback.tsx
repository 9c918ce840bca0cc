// rare
/** A rating by the user: thumbs, faces or stars. */
import type { FeedbackElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { Icon } from "./shared/icon";
import { named } from "./shared/test_id";
import { useValue } from "./shared/value";

interface Mark {
  readonly value: number;
  readonly icon: string;
  readonly name: string;
}

const STAR = ":material/star:";
const MARKS: Readonly<Record<"thumbs" | "faces" | "stars", readonly Mark[]>> = {
  thumbs: [
    { value: 1, icon: ":material/thumb_up:", name: "Thumb up" },
    { value: 0, icon: ":material/thumb_down:", name: "Thumb down" },
  ],
  faces: [
    { value: 0, icon: ":material/sentiment_sad:", name: "Very bad" },
    { value: 1, icon: ":material/sentiment_dissatisfied:", name: "Bad" },
    { value: 2, icon: ":material/sentiment_neutral:", name: "So-so" },
    { value: 3, icon: ":material/sentiment_satisfied:", name: "Good" },
    { value: 4, icon: ":material/sentiment_very_satisfied:", name: "Very good" },
  ],
  stars: [
    { value: 0, icon: STAR, name: "1 star" },
    { value: 1, icon: STAR, name: "2 stars" },
    { value: 2, icon: STAR, name: "3 stars" },
    { value: 3, icon: STAR, name: "4 stars" },
    { value: 4, icon: STAR, name: "5 stars" },
  ],
};

export default function Feedback({ element }: ElementProps<FeedbackElement>) {
  const { options = "thumbs", disabled = false } = element;
  const { value = null, change } = useValue<number | null>(element);
  return (
    <div {...named("stFeedback")}>
      <div {...named("stButtonGroup", "feedback")} role="group" aria-label="Feedback">
        {MARKS[options].map((mark) => {
          const isChosen = value === mark.value;
          // If the fourth star is chosen, the first three are lit, too.
          const isLit = isChosen || (options === "stars" && value !== null && value > mark.value);
          return (
            <button
              key={mark.value}
              type="button"
              class="icon-button"
              data-testid={`stBaseButton-borderlessIcon${isLit ? "Active" : ""}`}
              data-lit={isLit}
              aria-label={mark.name}
              aria-pressed={isChosen}
              disabled={disabled}
              onClick={() => change(isChosen ? null : mark.value)}
            >
              <Icon icon={mark.icon} />
            </button>
          );
        })}
      </div>
    </div>
  );
}

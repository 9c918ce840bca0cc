// rare
/** A player of sound. */
import type { AudioElement } from "../protocol.gen";
import { useSpan } from "./media/span";
import type { ElementProps } from "./shared/component";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";

export default function Audio({ element }: ElementProps<AudioElement>) {
  const { address } = useSession();
  const { src = "", alt, autoplay = false } = element;
  return (
    <audio
      {...named("stAudio")}
      ref={useSpan<HTMLAudioElement>(element)}
      src={src.startsWith("/") ? address.href(src) : src || undefined}
      aria-label={alt || "Sound"}
      controls
      autoplay={autoplay}
    />
  );
}

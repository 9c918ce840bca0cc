// rare
/** A player of video. */
import type { VideoElement } from "../protocol.gen";
import { useSpan } from "./media/span";
import type { ElementProps } from "./shared/component";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";

export default function Video({ element }: ElementProps<VideoElement>) {
  const { address } = useSession();
  const { src = "", alt, autoplay = false, muted = false, subtitles = [] } = element;
  return (
    <video
      {...named("stVideo")}
      ref={useSpan<HTMLVideoElement>(element)}
      src={src.startsWith("/") ? address.href(src) : src || undefined}
      aria-label={alt || "Video"}
      controls
      playsInline
      autoplay={autoplay}
      muted={muted}
    >
      {subtitles.map((track, index) => (
        <track
          key={track.src}
          kind="captions"
          src={address.href(track.src ?? "")}
          label={track.label}
          default={index === 0}
        />
      ))}
    </video>
  );
}

// lazy
/** Images beside each other, each with its caption. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { ImageElement } from "../protocol.gen";
import type { ElementProps } from "./shared/component";
import { FullScreenFrame } from "./shared/full_screen";
import { Html } from "./shared/html";
import { useSession } from "./shared/session";
import { named } from "./shared/test_id";

type Picture = NonNullable<ImageElement["pictures"]>[number];

export default function Image({ element }: ElementProps<ImageElement>) {
  const { pictures = [], link = "", each_width = 0, width = "content" } = element;
  return (
    <FullScreenFrame label="Tools of the picture">
      <div {...named("stImage")} data-fills={width !== "content"}>
        {pictures.map((picture, index) => (
          <figure
            key={index}
            {...named("stImageContainer")}
            style={each_width ? { width: `${each_width}px` } : undefined}
          >
            <Linked link={link} name={picture.alt}>
              <Shown picture={picture} />
            </Linked>
            {picture.caption && (
              <figcaption {...named("stImageCaption")}>
                <Html as="span" html={picture.caption} />
              </figcaption>
            )}
          </figure>
        ))}
      </div>
    </FullScreenFrame>
  );
}

function Shown({ picture }: { readonly picture: Picture }) {
  const { address } = useSession();
  const { src = "", alt = "" } = picture;
  const [lost, setLost] = useState<string>(); // The URL that failed to load.
  if (lost === src) {
    return <div class="lost-picture">This picture could not be loaded{alt && `: ${alt}`}</div>;
  }
  return (
    <img
      src={src.startsWith("/") ? address.href(src) : src}
      alt={alt}
      onError={() => setLost(src)}
    />
  );
}

interface LinkedProps {
  readonly link: string;
  readonly name: string | undefined;
  readonly children: ComponentChildren;
}

function Linked({ link, name, children }: LinkedProps) {
  if (!link) return <>{children}</>;
  return (
    <a href={link} target="_blank" rel="noopener noreferrer" aria-label={name || link}>
      {children}
    </a>
  );
}

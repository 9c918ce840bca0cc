/** An emoji, or `:material/name:` from the icon font. */
export function Icon({ icon }: { readonly icon: string | undefined }) {
  if (!icon) return null;
  const name = /^:material\/(\w+):$/.exec(icon)?.[1];
  if (!name) {
    return (
      <span class="stIconEmoji" data-testid="stIconEmoji" aria-hidden="true">
        {icon}
      </span>
    );
  }
  return (
    <span
      ref={(own) => {
        if (own) import("./glyphs").then(({ draw }) => draw(own), console.error);
      }}
      class="stIconMaterial"
      data-testid="stIconMaterial"
      translate={false}
      aria-hidden="true"
    >
      {name}
    </span>
  );
}

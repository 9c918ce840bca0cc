/** The tab's title and icon. */

const ownTitle = document.title; // The script's, as the server wrote it.

export function showTitle(title: string): void {
  document.title = title || ownTitle;
}

/** Shows an emoji or the image at a URL; an icon of the icon font shows nothing. */
export function showIcon(icon: string): void {
  const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (link) link.href = /^\/|^https?:|^data:/.test(icon) ? icon : drawn(icon);
}

function drawn(icon: string): string {
  if (!icon || icon.startsWith(":")) return "data:,"; // A tab's icon cannot use fonts.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><text y=".9em" font-size="90">${icon}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

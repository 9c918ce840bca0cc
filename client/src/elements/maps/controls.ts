/**
 * What lies on a map: the buttons that zoom, and who the base map is owed to. Both are made here and
 * not by the page, for they belong to the drawing, and have the classes that tests and styles of
 * Streamlit's maps look for.
 */
const LETTERS = 11; // Pixels.
const GROUP = "mapboxgl-ctrl mapboxgl-ctrl-group map-buttons";

export function controlsOf(zoomBy: (step: number) => void): HTMLElement {
  const group = document.createElement("div");
  group.className = GROUP;
  group.append(
    button("Zoom in", "mapboxgl-ctrl-zoom-in", "+", () => zoomBy(1)),
    button("Zoom out", "mapboxgl-ctrl-zoom-out", "\u2212", () => zoomBy(-1)),
  );
  return group;
}

export function creditsOf(): HTMLElement {
  const credits = document.createElement("div");
  credits.className = "mapboxgl-ctrl mapboxgl-ctrl-attrib map-credits";
  return credits;
}

/** Writes the credits into the corner of a picture, which is kept and shown elsewhere. */
export function written(credits: HTMLElement, context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  const text = credits.textContent;
  if (!text) return;
  const { backgroundColor, color, fontFamily } = getComputedStyle(credits);
  const size = LETTERS * devicePixelRatio;
  context.font = `${size}px ${fontFamily}`;
  context.textAlign = "right";
  context.textBaseline = "bottom";
  const most = Math.min(context.measureText(text).width, width);
  context.fillStyle = backgroundColor;
  context.fillRect(width - most - size, height - 1.5 * size, most + size, 1.5 * size);
  context.fillStyle = color;
  context.fillText(text, width - size / 2, height - size / 4, most);
}

function button(name: string, known: string, sign: string, press: () => void): HTMLElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = known;
  made.textContent = sign;
  made.title = name;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", press);
  return made;
}

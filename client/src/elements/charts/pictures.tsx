/** Drawings of SVG as pictures that can be saved: as they look in the page. */
import { saveFile } from "../shared/save_file";
import { Tool } from "../shared/tools";

const SAVE = "M2.5 2.5h11v11h-11zM5 8.5 7 10.5 11 5.5";
// As CSS names them, and as attributes of SVG.
const STYLES = ["fill", "stroke", "font-family", "font-size", "font-weight", "font-style"];
const SCALE = 2; // Sharp on screens with two pixels for one.

/** Saves a drawing as SVG. */
export function SaveSvg({ make }: { readonly make: () => Blob | undefined }) {
  const save = () => {
    const picture = make();
    if (picture) saveFile(picture, "chart.svg");
  };
  return <Tool name="Download as SVG" path={SAVE} onClick={save} />;
}

/** A drawing in the page as a file. */
export function asSvg(svg: SVGSVGElement | null | undefined): Blob | undefined {
  if (!svg) return undefined;
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const copies = copy.querySelectorAll("*");
  svg.querySelectorAll("*").forEach((element, index) => settle(element, copies[index]));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return svgFile(new XMLSerializer().serializeToString(copy));
}

export function svgFile(markup: string): Blob {
  return new Blob([markup], { type: "image/svg+xml" });
}

/** A picture of SVG in pixels. */
export async function asPng(svg: Blob | undefined): Promise<Blob | undefined> {
  if (!svg) return undefined;
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined)));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Gives a copy the colours and letters that its original has from the page. */
function settle(original: Element, copy: Element | undefined): void {
  const styles = getComputedStyle(original);
  for (const name of STYLES) copy?.setAttribute(name, styles.getPropertyValue(name));
}

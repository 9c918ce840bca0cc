// rare
/** Points on a map. */
import { useMemo, useRef } from "preact/hooks";
import type { MapElement } from "../protocol.gen";
import { ChartFrame } from "./charts/chart_frame";
import { type Looks, useLooks } from "./charts/looks";
import { type Drawing, useDrawing } from "./charts/use_drawing";
import type { MapStyle } from "./maps/base_style";
import { type Camera, cameraFor, DeckMap, WORLD } from "./maps/deck_map";
import type { Bounds } from "./maps/outlines";
import { layerOf, type Points, pointsOf, readable } from "./maps/points";
import { useStyle } from "./maps/use_style";
import { type MapTiles, useTiles } from "./maps/use_tiles";
import type { ElementProps } from "./shared/component";
import { useSheet } from "./tabular/use_sheet";

const HEIGHT = 500; // As the record has it by default.
const FAR = 2; // Points that can be seen from so much closer are worth another look.

interface Wanted {
  readonly element: MapElement;
  readonly points: Points;
  readonly looks: Looks;
  readonly tiles: MapTiles | undefined;
  readonly style: MapStyle | undefined;
}

export default function Map({ element }: ElementProps<MapElement>) {
  const { content: sheet, hasFailed, retry } = useSheet(element.content ?? {});
  const box = useRef<HTMLDivElement>(null);
  const looks = useLooks(box);
  const tiles = useTiles(element.tiles);
  const style = useStyle(element.style);
  const points = useMemo(
    () => sheet && pointsOf(sheet, element),
    [sheet, element.has_sizes, element.has_colors],
  );
  const wanted = useMemo(
    () => points && looks && { element, points, looks, tiles, style },
    [points, looks, tiles, style, element.color, element.radius, element.zoom],
  );
  const { drawing, ...drawn } = useDrawing<Wanted>(PointsOnMap.begin, wanted, box);
  return (
    <ChartFrame
      name="stDeckGlJsonChart"
      element={{ ...element, height: element.height ?? HEIGHT }}
      drawn={drawn}
      picture={async () => (drawing.current as PointsOnMap | undefined)?.map.picture()}
      table={sheet && (() => readable(sheet, element))}
      showsTableInstead
      hasFailed={hasFailed}
      retry={retry}
    />
  );
}

class PointsOnMap implements Drawing<Wanted> {
  static async begin(box: HTMLElement, wanted: Wanted): Promise<PointsOnMap> {
    const { element, points } = wanted;
    const camera = cameraOf(wanted, (bounds) => cameraFor(bounds, box));
    const map = await DeckMap.begin(box, { camera, label: labelOf(element, points) });
    const drawing = new PointsOnMap(map, wanted);
    drawing.#draw();
    return drawing;
  }

  private constructor(
    readonly map: DeckMap,
    private shown: Wanted,
  ) {}

  update(wanted: Wanted): void {
    const { points, element } = this.shown;
    this.shown = wanted;
    const isElsewhere = wanted.points !== points && this.#hasLeft(wanted.points.bounds);
    if (isElsewhere || wanted.element.zoom !== element.zoom) {
      this.map.moveTo(cameraOf(wanted, (bounds) => this.map.cameraFor(bounds)));
      this.map.isMoved = false;
    }
    this.#draw();
  }

  end(): void {
    this.map.end();
  }

  /**
   * Whether the map has to follow the points. Where the user has moved it, it stays as long as
   * there may be a point to be seen; else, as long as all can be, and from not too far.
   */
  #hasLeft(bounds: Bounds | undefined): boolean {
    if (!bounds) return false;
    const { map } = this;
    const [west, south, east, north] = bounds;
    const [left, bottom, right, top] = map.bounds;
    if (map.isMoved) return west > right || east < left || south > top || north < bottom;
    const isWithin = west >= left && east <= right && south >= bottom && north <= top;
    return !isWithin || (map.cameraFor(bounds).zoom ?? 0) - (map.camera.zoom ?? 0) > FAR;
  }

  #draw(): void {
    const { element, points, looks, tiles, style } = this.shown;
    this.map.show({
      looks,
      tiles,
      style,
      projection: "flat",
      layers: points.rows ? [layerOf(points, element, looks.accent)] : [],
    });
  }
}

function cameraOf(
  { element, points }: Wanted,
  cameraFor: (bounds: Bounds) => Camera,
): Camera {
  const all = points.bounds ? cameraFor(points.bounds) : WORLD;
  return typeof element.zoom === "number" ? { ...all, zoom: element.zoom } : all;
}

function labelOf({ alt }: MapElement, { rows }: Points): string {
  return alt || `Map with ${rows} ${rows === 1 ? "point" : "points"}`;
}

// rare
/** Maps of pydeck. */
import type { PickingInfo } from "@deck.gl/core";
import { useMemo, useRef } from "preact/hooks";
import type { PydeckChartElement } from "../protocol.gen";
import { admitLibraries } from "./charts/admitted";
import { ChartFrame } from "./charts/chart_frame";
import { type Looks, useLooks } from "./charts/looks";
import { type Drawing, useDrawing } from "./charts/use_drawing";
import type { MapStyle } from "./maps/base_style";
import { DeckMap, WORLD } from "./maps/deck_map";
import {
  type DeckSpec,
  effectsOf,
  layersOf,
  neededBy,
  type Selection,
  viewsOf,
} from "./maps/deck_spec";
import { sheetOf } from "./maps/rows";
import { toggled } from "./maps/selecting";
import { tooltipOf } from "./maps/tooltip";
import { type LoadedPart, useParts } from "./maps/use_parts";
import { useStyle } from "./maps/use_style";
import { type MapTiles, useTiles } from "./maps/use_tiles";
import type { ElementProps } from "./shared/component";
import { useValue } from "./shared/value";
import type { Sheet } from "./tabular/sheet";

interface Wanted {
  readonly spec: DeckSpec;
  readonly layers: readonly LoadedPart[];
  readonly looks: Looks;
  readonly tiles: MapTiles | undefined;
  readonly style: MapStyle | undefined;
  readonly label: string;
  readonly selection: Selection | undefined;
  readonly select: ((picked: PickingInfo) => void) | undefined;
}

export default function PydeckChart({ element }: ElementProps<PydeckChartElement>) {
  const all = useMemo(
    () => [{ json: element.spec ?? {} }, ...(element.data ?? [])],
    [element.spec, element.data],
  );
  const { content: parts, hasFailed, retry } = useParts(all);
  const box = useRef<HTMLDivElement>(null);
  const looks = useLooks(box);
  const tiles = useTiles(element.tiles);
  const style = useStyle((parts?.[0]?.data as DeckSpec | undefined)?.mapStyle);
  const { value, change } = useValue<Selection>(element as never);
  const selection = element.selection_mode ? value : undefined;
  const latest = useRef<(picked: PickingInfo) => void>(() => {});
  latest.current = (picked) => {
    const chosen = toggled(selection, picked, element.selection_mode === "multi-object");
    if (chosen) change(chosen);
  };
  const known = JSON.stringify(selection?.indices);
  const wanted = useMemo((): Wanted | undefined => {
    if (!parts || !looks) return undefined;
    const [description, ...layers] = parts;
    const spec = (description?.data ?? {}) as DeckSpec;
    const select = element.selection_mode
      ? (picked: PickingInfo) => latest.current(picked)
      : undefined;
    const label = element.alt || "Map";
    return { spec, layers, looks, tiles, style, label, selection, select };
  }, [parts, looks, tiles, style, known, element.alt, element.selection_mode]);
  const { drawing, ...drawn } = useDrawing<Wanted>(DeckDrawing.begin, wanted, box);
  return (
    <ChartFrame
      name="stDeckGlJsonChart"
      element={element}
      drawn={drawn}
      picture={async () => (drawing.current as DeckDrawing | undefined)?.map.picture()}
      table={tableIn(wanted?.layers)}
      showsTableInstead
      hasFailed={hasFailed}
      retry={retry}
    />
  );
}

/** The data of the first layer that has some. */
function tableIn(layers: readonly LoadedPart[] | undefined): (() => Sheet) | undefined {
  const layer = layers?.find(({ data, sheet }) => (sheet ? sheet.rows : sheetOf(data)));
  return layer && (() => layer.sheet ?? (sheetOf(layer.data) as Sheet));
}

class DeckDrawing implements Drawing<Wanted> {
  static async begin(box: HTMLElement, wanted: Wanted): Promise<DeckDrawing> {
    admitLibraries(); // Tooltips are HTML.
    const { spec, label } = wanted;
    await neededBy(spec); // Before anything is drawn: a layer may be unknown.
    const views = viewsOf(spec);
    const drawing = { current: undefined as DeckDrawing | undefined };
    const now = () => drawing.current?.shown ?? wanted;
    const map = await DeckMap.begin(box, {
      camera: spec.initialViewState ?? WORLD,
      label,
      ...(views && { views }),
      ...(wanted.select && { onEnter: (picked) => now().select?.(picked) }),
      props: {
        getTooltip: (picked: PickingInfo) => tooltipOf(picked, now().spec.tooltip ?? true),
        onClick: (picked: PickingInfo) => now().select?.(picked),
        ...(spec.parameters && { parameters: spec.parameters }),
      },
    });
    drawing.current = new DeckDrawing(map, wanted);
    await drawing.current.#draw();
    return drawing.current;
  }

  private constructor(
    readonly map: DeckMap,
    private shown: Wanted,
  ) {}

  async update(wanted: Wanted): Promise<void> {
    const { spec } = this.shown;
    this.shown = wanted;
    const [before, now] = [spec, wanted.spec].map((one) => JSON.stringify(one.views ?? null));
    const views = viewsOf(wanted.spec);
    if (before !== now && views) this.map.deck.setProps({ views });
    const camera = wanted.spec.initialViewState ?? WORLD;
    if (JSON.stringify(camera) !== JSON.stringify(spec.initialViewState ?? WORLD)) {
      this.map.moveTo(camera);
    }
    await this.#draw();
  }

  end(): void {
    this.map.end();
  }

  async #draw(): Promise<void> {
    const { spec, layers, looks, tiles, style, selection } = this.shown;
    const classes = await neededBy(spec);
    const effects = effectsOf(spec);
    if (effects) this.map.deck.setProps({ effects });
    this.map.show({
      looks,
      tiles,
      style,
      projection: projectionOf(spec),
      layers: layersOf(
        spec,
        layers.map(({ data }) => data),
        classes,
        selection,
      ),
    });
  }
}

/** What the base map is drawn as: nothing for views that show no map, or if the author wants none. */
function projectionOf({ views, mapProvider }: DeckSpec): "flat" | "globe" | undefined {
  if (mapProvider === null || mapProvider === undefined) return views ? undefined : "flat";
  const types = (views ?? []).map((view) => view["@@type"] ?? "MapView");
  if (types.some((type) => type.endsWith("GlobeView"))) return "globe";
  return types.every((type) => type === "MapView") ? "flat" : undefined;
}

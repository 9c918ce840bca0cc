import { describe, expect, it } from "vitest";
import type { Looks } from "../../../../src/elements/charts/looks";
import { countriesOf, type Topology } from "../../../../src/elements/charts/plotly/base_map";
import { readFigure, revisionOf, type Part } from "../../../../src/elements/charts/plotly/figure";
import { renewed } from "../../../../src/elements/charts/plotly/older";
import { clickedPart, selectionOf, withSelection } from "../../../../src/elements/charts/plotly/selection";
import { themed } from "../../../../src/elements/charts/plotly/themed";
import { sheetOfTraces } from "../../../../src/elements/charts/plotly/traces_table";

const LOOKS: Looks = {
  isDark: false,
  background: "rgb(255, 255, 255)",
  surface: "surface",
  text: "text",
  muted: "muted",
  border: "border",
  accent: "accent",
  categorical: ["one", "two"],
  sequential: ["few", "many"],
  diverging: ["low", "high"],
  letters: "serif",
  size: 16,
};

const at = (part: unknown, ...names: string[]): unknown =>
  names.reduce((inner, name) => (inner as Part)[name], part);

describe("a figure", () => {
  it("has its packed arrays as arrays of numbers", () => {
    const { data, layout } = readFigure({
      data: [
        { y: { dtype: "f8", bdata: "AAAAAAAA8D8AAAAAAAAAQA==" }, x: ["a", "b"] },
        { z: { dtype: "u1", bdata: "AQIDBAUG", shape: "2, 3" }, marker: { size: { dtype: "i1", bdata: "/w==" } } },
      ],
      layout: { title: "T", xaxis: { title: "X" }, meta: { title: "as it is" } },
    });

    expect(data[0]).toEqual({ y: new Float64Array([1, 2]), x: ["a", "b"] });
    expect(data[1]).toEqual({
      z: [new Uint8Array([1, 2, 3]), new Uint8Array([4, 5, 6])],
      marker: { size: new Int8Array([-1]) },
    });
    expect(layout).toEqual({
      title: { text: "T" },
      xaxis: { title: { text: "X" } },
      meta: { title: "as it is" },
    });
  });

  it.each([undefined, null, 3, [], {}, { data: 3, layout: [], frames: 3 }, { data: [null, 3] }])(
    "is empty where it is none: %j",
    (sent) => expect(readFigure(sent)).toEqual({ data: [], layout: {} }),
  );

  it("is the same to zoom in while its axes are", () => {
    const of = (x: unknown[], layout = {}) => revisionOf({ data: [{ x, y: [1] }], layout });

    expect(of([1])).toBe(of([2, 3], { title: { text: "other" } }));
    expect(of([1])).not.toBe(of(["2024-01-01"]));
    expect(of(["a"])).not.toBe(of(["2024-01-01"]));
    expect(of([1])).not.toBe(of([1], { xaxis: { type: "log" } }));
  });

  it("of an older Plotly has maps of today's", () => {
    const { data, layout } = renewed({
      data: [{ type: "scattermapbox", subplot: "mapbox2" }, { type: "bar" }],
      layout: {
        mapbox: { style: "mapbox://styles/mapbox/dark-v10", accesstoken: "secret", zoom: 3 },
        mapbox2: { style: "stamen-toner" },
        template: { layout: { mapbox: { style: "light" } } },
      },
    });

    expect(data).toEqual([{ type: "scattermap", subplot: "map2" }, { type: "bar" }]);
    expect(layout).toEqual({
      map: { style: "dark", zoom: 3 },
      map2: { style: "carto-positron" },
      template: { layout: { map: { style: "light" } } },
    });
  });
});

describe("the page's look", () => {
  const figure = {
    data: [{ y: [1], marker: { color: "#636EFA" }, line: { color: "red" } }],
    layout: { coloraxis: { colorscale: [[0, "#0d0887"], [1, "#f0f921"]] } },
  };

  it("takes the place of colours that Plotly wrote", () => {
    const { data, layout } = themed(figure, LOOKS, true);

    expect(data[0]).toEqual({ y: [1], marker: { color: "one" }, line: { color: "red" } });
    expect(data[0]?.["y"]).toBe(figure.data[0]?.y);
    expect(at(layout, "coloraxis", "colorscale")).toEqual([[0, "few"], [1, "many"]]);
    expect(at(layout, "template", "layout", "colorway")).toEqual(["one", "two"]);
  });

  it("leaves those that an author wrote", () => {
    expect(themed(figure, LOOKS, false).data).toBe(figure.data);
  });

  it("lies over an author's template, whose colours of traces stay", () => {
    const template = { data: { bar: [{}] }, layout: { colorway: ["own"], paper_bgcolor: "black" } };
    const { layout } = themed({ data: [], layout: { template } }, LOOKS, false);

    expect(at(layout, "template", "data")).toBe(template.data);
    expect(at(layout, "template", "layout", "colorway")).toEqual(["own"]);
    expect(at(layout, "template", "layout", "paper_bgcolor")).toBe(LOOKS.background);
  });
});

describe("a selection", () => {
  const trace = { legendgroup: "g" };
  const event = {
    points: [
      { curveNumber: 0, pointNumber: 1, pointIndex: 1, x: 2, y: NaN, "marker.size": 3, data: trace,
        fullData: {}, xaxis: {}, customdata: new Float64Array([7]) },
      { curveNumber: 1, pointNumbers: [4, 5], pointIndices: [4, 5], x: 2, data: {} },
    ],
    selections: [
      { type: "rect", xref: "x", yref: "y", x0: 0, x1: 1, y0: 2, y1: 3 },
      { type: "path", xref: "x", yref: "y", path: "M1,2L3,4L2024-01-01,b Z" },
    ],
  };
  const all = ["points", "box", "lasso"] as const;

  it("is told as scripts know it", () => {
    expect(selectionOf(event, all)).toEqual({
      points: [
        { curve_number: 0, point_number: 1, point_index: 1, x: 2, y: null, marker_size: 3,
          customdata: [7], legendgroup: "g" },
        { curve_number: 1, point_numbers: [4, 5], point_indices: [4, 5], x: 2 },
      ],
      point_indices: [1, 4, 5],
      box: [{ xref: "x", yref: "y", x: [0, 1], y: [2, 3] }],
      lasso: [{ xref: "x", yref: "y", x: [1, 3, "2024-01-01"], y: [2, 4, "b "] }],
    });
  });

  it("is none where its way is not offered", () => {
    expect(selectionOf(event, ["points"])).toBeUndefined();
    expect(selectionOf(undefined, all)).toBeUndefined();
  });

  it("is shown again in another page", () => {
    const { data, layout } = withSelection([{}, {}, {}], { a: 1 }, selectionOf(event, all));

    expect(data.map(({ selectedpoints }) => selectedpoints)).toEqual([[1], [4, 5], []]);
    expect(layout).toEqual({
      a: 1,
      selections: [
        event.selections[0],
        { ...event.selections[1], path: "M1,2L3,4L2024-01-01,b Z" },
      ],
    });
  });

  it("is a part of a tree that was clicked", () => {
    const point = { id: "a", parent: "", pointNumber: 0, data: trace, fullData: {} };

    expect(clickedPart({ points: [point] })?.point_indices).toEqual([0]);
    expect(clickedPart({ points: [{ x: 1 }] })).toBeUndefined();
  });
});

describe("the table of a figure", () => {
  const table = (data: Part[], layout = {}) => {
    const { rows, columns } = sheetOfTraces(readFigure({ data, layout }));
    return [rows, Object.fromEntries(columns.map(({ name, values }) => [name, values]))];
  };

  it("has a row for each point, and the titles of the axes", () => {
    expect(table([{ x: ["a", "b"], y: [1, 2] }], { yaxis: { title: "Sold" } })).toEqual([
      2,
      { x: ["a", "b"], Sold: [1, 2] },
    ]);
    expect(table([{ y: [1, 2] }])).toEqual([2, { x: [0, 1], y: [1, 2] }]);
  });

  it("names the traces where they are several", () => {
    expect(table([{ x: [1], y: [2], name: "one" }, { x: [3], y: [4] }])).toEqual([
      2,
      { trace: ["one", "trace 1"], x: [1, 3], y: [2, 4] },
    ]);
  });

  it("has grids by their cells, tables as they are, and links", () => {
    expect(table([{ type: "heatmap", x: ["a", "b"], z: [[1, 2], [3, 4]] }])).toEqual([
      4,
      { x: ["a", "b", "a", "b"], y: [0, 0, 1, 1], z: [1, 2, 3, 4] },
    ]);
    expect(table([{ header: { values: ["A", ["B"]] }, cells: { values: [[1], [2]] } }])).toEqual([
      1,
      { A: [1], B: [2] },
    ]);
    expect(table([{ link: { source: [0], target: [1], value: [5] } }])).toEqual([
      1,
      { source: [0], target: [1], value: [5] },
    ]);
  });
});

it("countries are rings of their borders, without those too small to be there", () => {
  const world: Topology = {
    arcs: [[[0, 0], [1, 0], [0, 1]], [[1, 1], [-1, -1]]],
    transform: { scale: [2, 2], translate: [10, 20] },
    objects: {
      countries: {
        geometries: [
          { type: "Polygon", arcs: [[0, 1]] },
          { type: "MultiPolygon", arcs: [[], [[~1, ~0]]] },
        ],
      },
    },
  };
  const coordinates = (countriesOf(world) as { features: { geometry: { coordinates: unknown } }[] }).features.map(
    ({ geometry }) => geometry.coordinates,
  );

  expect(coordinates).toEqual([
    [[[10, 20], [12, 20], [12, 22], [10, 20]]],
    [[[[10, 20], [12, 22], [12, 20], [10, 20]]]],
  ]);
});

// What is made of an option of ECharts before it is drawn.
import { describe, expect, it } from "vitest";
import { hasData, sheetOfChart } from "../../../src/elements/charts/echarts/data_table";
import { withAccess, withLimits, withoutCode } from "../../../src/elements/charts/echarts/defaults";
import { listed, type Part, withParts } from "../../../src/elements/charts/echarts/option";
import { leaveScrollsToPage } from "../../../src/elements/charts/echarts/wheel";
import { withTables } from "../../../src/elements/charts/echarts/sources";
import { withDays, withTooltips } from "../../../src/elements/charts/echarts/tooltips";
import type { Kind, Sheet } from "../../../src/elements/tabular/sheet";

function sheet(columns: Record<string, [Kind, ArrayLike<unknown>]>): Sheet {
  const listed = Object.entries(columns);
  return {
    rows: listed[0]?.[1][1].length ?? 0,
    columns: listed.map(([name, [kind, values]]) => ({ name, kind, isIndex: false, values })),
  };
}

const SALES = sheet({
  day: ["datetime", ["2024-01-01T00:00:00", null]],
  sold: ["number", new Float64Array([1, Number.NaN])],
  took: ["duration", [1.5, null]],
  open: ["bool", [true, false]],
});

describe("A table", () => {
  it("is columns by name, as ECharts takes them", () => {
    const { dataset } = withTables({ dataset: { id: "a", source: { table: 0 } } }, [SALES]);
    expect(dataset).toEqual({
      id: "a",
      sourceHeader: false,
      dimensions: ["day", "sold", "took", "open"],
      source: {
        day: ["2024-01-01", null],
        sold: new Float64Array([1, Number.NaN]),
        took: [1500, null],
        open: ["True", "False"],
      },
    });
  });

  it("is rows where ECharts transforms it, and where its columns have no names", () => {
    const numbers = sheet({ 0: ["integer", [1, 2]], 1: ["integer", [3, 4]] });
    const rows = [
      [1, 3],
      [2, 4],
    ];
    expect(withTables({ dataset: { source: { table: 0 } } }, [numbers])).toEqual({
      dataset: { sourceHeader: false, source: rows },
    });
    const named = sheet({ a: ["integer", [1, 2]], b: ["integer", [3, 4]] });
    const dataset = [{ source: { table: 0 } }, { transform: { type: "sort" } }];
    const [first] = listed(withTables({ dataset }, [named])["dataset"]);
    expect(first?.["source"]).toEqual(rows);
  });
});

describe("A tooltip", () => {
  const told = (tooltip: Part): Part => withTooltips({ tooltip })["tooltip"] as Part;
  type Shown = (value: unknown) => unknown;

  it("shows values by the name of a format or a pattern", () => {
    const shown = (valueFormatter: string, value: unknown) =>
      (told({ valueFormatter })["valueFormatter"] as Shown)(value);
    expect(shown("percent", 0.5)).toBe("50%");
    expect(shown("%,d pieces", 1234567.8)).toBe("1,234,567 pieces");
    expect(shown("%.1f", [1, "Mo", null])).toEqual(["1.0", "Mo", "-"]);
    expect(told({ valueFormatter: "nonsense" })).toEqual({});
  });

  it("has places for values, which are text", () => {
    const filled = told({ formatter: "<b>{b}</b>: {@sold} of {@[0]} {@none}" })["formatter"] as Shown;
    const point = { name: "<i>", value: ["<u>", 3], dimensionNames: ["day", "sold"], $vars: ["name"] };
    expect(filled({ ...point, $vars: ["seriesName", "name", "value"] })).toBe(
      "<b>&lt;i&gt;</b>: 3 of &lt;u&gt; -",
    );
    expect(told({ formatter: "{b}" })["formatter"]).toBe("{b}");
    expect(told({ formatter: "function () { return 1 }" })["formatter"]).toBe("function () { return 1 }");
  });
});

describe("A moment on an axis of time", () => {
  const axes = { xAxis: { type: "time" }, yAxis: { type: "value" } };
  type Label = { axisPointer: { label: { formatter: (told: { value: number }) => string } } };

  it("is a day at midnight", () => {
    const { xAxis, yAxis } = withDays(axes);
    const { formatter } = (xAxis as Label).axisPointer.label;
    expect(formatter({ value: Number(new Date(2024, 0, 2)) })).toBe("2024-01-02");
    expect(formatter({ value: Number(new Date(2024, 0, 2, 8)) })).toBe("2024-01-02 08:00:00");
    expect(yAxis).toEqual({ type: "value" });
  });

  it("is told as the author says", () => {
    const tooltip = { axisPointer: { label: { formatter: "{value}" } } };
    expect(withDays({ ...axes, tooltip })).toEqual({ ...axes, tooltip });
  });
});

describe("A chart of many points", () => {
  const many = Array.from({ length: 2_001 }, (_, at) => [at, at]);
  const axes = { xAxis: { type: "value" }, yAxis: {} };

  it("is drawn so that the page stays usable", () => {
    const limited = (part: Part) => listed(withLimits(part, [])["series"])[0];
    expect(limited({ ...axes, series: { type: "bar", data: many } })).toHaveProperty("large", true);
    expect(limited({ ...axes, series: [{ type: "line", data: many }] })).toHaveProperty("showSymbol", false);
    expect(limited({ ...axes, series: { type: "line", data: many, showSymbol: true } })?.["showSymbol"]).toBe(true);
    const more = { type: "line", data: Array(20_001).fill(1) };
    expect(limited({ ...axes, series: more })).toHaveProperty("sampling", "minmax");
    expect(limited({ ...axes, series: { ...more, sampling: "none" } })).toHaveProperty("sampling", "none");
    const series = { type: "bar", data: many };
    expect(limited({ ...axes, visualMap: {}, series })).toEqual(series);
    expect(limited({ ...axes, brush: {}, series })).toEqual(series);
    expect(limited({ ...axes, series: { ...series, data: many.map((value) => ({ value })) } })).not.toHaveProperty(
      "large",
    );
    expect(limited({ xAxis: {}, yAxis: {}, series: { type: "line", data: many } })).not.toHaveProperty("showSymbol");
  });
});

describe("An option", () => {
  it("has parts within it", () => {
    const marked = withParts(
      { baseOption: { a: 1 }, options: [{ b: 1 }], media: [{ query: {}, option: { c: 1 } }] },
      (part) => ({ ...part, isSeen: true }),
    );
    expect(marked).toEqual({
      isSeen: true,
      baseOption: { a: 1, isSeen: true },
      options: [{ b: 1, isSeen: true }],
      media: [{ query: {}, option: { c: 1, isSeen: true } }],
    });
  });

  it("leads to pages and mail only", () => {
    const links = ["https://example.org", "page?x=1:2", "mailto:a@b.c", "java\tscript:alert(1)", " JavaScript:1"];
    const safe = withoutCode({ series: [{ data: links.map((link) => ({ link })) }] });
    expect(listed(listed(safe.series)[0]?.["data"]).map(({ link }) => link)).toEqual([
      ...links.slice(0, 3),
      "",
      "",
    ]);
    const plain = { title: { link: "a" }, data: [[1, 2]] };
    expect(withoutCode(plain)).toBe(plain);
  });

  it("is described", () => {
    expect(withAccess({}, "", false)).toEqual({ aria: { enabled: true } });
    const aria = { enabled: false, label: { enabled: false } };
    expect(withAccess({ baseOption: { aria } }, "Sales", true)).toEqual({
      baseOption: {
        aria: { enabled: true, label: { enabled: true, description: "Sales" } },
        animation: false,
      },
    });
  });
});

describe("The data of a chart", () => {
  const table = (option: Part, tables: Sheet[] = []) => {
    const { columns } = sheetOfChart(option, tables);
    return columns.map(({ name, values }) => [name, ...Array.from(values)]);
  };

  it("is its largest table", () => {
    expect(sheetOfChart({}, [sheet({}), SALES])).toBe(SALES);
    expect(hasData({ series: { type: "bar" } })).toBe(false);
  });

  it("is what its dataset holds", () => {
    const expected = [
      ["day", "Mo", "Tu"],
      ["sold", 1, 2],
    ];
    const source = (value: unknown) => table({ dataset: { source: value } });
    expect(source([["day", "sold"], ["Mo", 1], ["Tu", 2]])).toEqual(expected);
    expect(source([{ day: "Mo", sold: 1 }, { day: "Tu", sold: 2 }])).toEqual(expected);
    expect(source({ day: ["Mo", "Tu"], sold: [1, 2] })).toEqual(expected);
  });

  it("is a row for each category, point or link", () => {
    const bars = [{ name: "n", data: [1, { value: 2 }] }, { data: [3] }];
    expect(table({ xAxis: { data: ["a", "b"] }, series: bars })).toEqual([
      ["", "a", "b"],
      ["n", 1, 2],
      ["series 1", 3, null],
    ]);
    expect(table({ series: { data: [[1, 2], [3, 4]] } })).toEqual([
      ["x", 1, 3],
      ["y", 2, 4],
    ]);
    const tree = { name: "a", children: [{ name: "b", value: 3 }] };
    expect(table({ series: { data: [tree] } })).toEqual([
      ["name", "a", "b"],
      ["value", null, 3],
    ]);
    expect(table({ series: { data: [{ name: "a" }], links: [{ source: "a", target: "b" }] } })).toEqual([
      ["source", "a"],
      ["target", "b"],
    ]);
  });
});

describe("The wheel", () => {
  it("goes on scrolling the page over a chart", () => {
    const place = document.createElement("div");
    const drawing = document.createElement("canvas");
    place.append(drawing);
    document.body.append(place);
    let zooms = 0;
    drawing.addEventListener("wheel", () => (zooms += 1));
    const stop = leaveScrollsToPage(place);
    const turn = (target: Element, ctrlKey = false) => {
      const event = new WheelEvent("wheel", { bubbles: true });
      Object.defineProperty(event, "ctrlKey", { value: ctrlKey }); // Here its constructor ignores it.
      target.dispatchEvent(event);
    };

    turn(drawing);
    expect(zooms).toBe(1);
    turn(document.body);
    turn(drawing);
    turn(drawing);
    expect(zooms).toBe(1);
    turn(drawing, true); // As pinching does.
    expect(zooms).toBe(2);
    stop();
    turn(drawing);
    expect(zooms).toBe(3);
  });
});

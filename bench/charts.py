"""What charts cost, beside Streamlit: one page for each kind, of 10,000 points.

    python -m bench.charts [--kinds line_chart plotly_chart] [--updates 1000]

*Load* is what a first visit transfers, code included, and *drawn* the time until the chart is to be
seen. *Again* is what a rerun with the same data transfers, *changed* one with other data. *Heap* is by
how much the page's memory has grown after so many changes, once its garbage is collected.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import Error

from bench.browser import SETTLE_MS, chromium, watch
from bench.contenders import ANEW, PEER
from bench.servers import MeasurementError, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

    from bench.browser import Traffic
    from bench.contenders import Contender

VIEWPORT = {"width": 1280, "height": 900}
LONGEST_MS = 30_000
SHOWN = {
    "line_chart": "[data-testid=stVegaLiteChart] :is(canvas, svg)",
    "altair_chart": "[data-testid=stVegaLiteChart] :is(canvas, svg)",
    "plotly_chart": "[data-testid=stPlotlyChart] .main-svg",
    "pyplot": "[data-testid=stImage] img",
    "map": "[data-testid=stDeckGlJsonChart] canvas",
    "pydeck_chart": "[data-testid=stDeckGlJsonChart] canvas",
    "graphviz_chart": "[data-testid=stGraphVizChart] svg g",
    "mermaid_chart": "[data-testid=stMermaidChart] :is(svg, img)",
    "echarts_chart": "[data-testid=stEChartsChart] :is(canvas, svg)",
    "none": "[data-testid=stText]",
}
DRAWN = """(selector) => new Promise((resolve) => {
  const look = () => {
    const found = document.querySelector(selector);
    if (found && found.getBoundingClientRect().width > 0 && found.complete !== false)
      resolve(performance.now());
    else requestAnimationFrame(look);
  };
  look();
})"""
CHANGE = """async ({from, count}) => {
  const button = [...document.querySelectorAll('[data-testid=stButton] button')]
    .find((one) => one.textContent.includes('Change'));
  const isShown = (text) => [...document.querySelectorAll('p')].some((p) => p.textContent === text);
  for (let n = from + 1; n <= from + count; n += 1) {
    button.click();
    while (!isShown(`Changes = ${n}`)) await new Promise((resolve) => setTimeout(resolve, 4));
  }
}"""


class Figures(NamedTuple):
    """What one kind of chart costs one contender."""

    load_bytes: float
    requests: int
    drawn_ms: float
    again_bytes: float
    changed_bytes: float
    heap_bytes: float | None


def measured(browser: Browser, url: str, kind: str, updates: int) -> Figures:
    """All figures of one kind of chart, in a fresh context."""
    context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.set_default_timeout(LONGEST_MS)
        traffic = watch(page)
        page.goto(url, wait_until="commit")
        drawn: float = page.evaluate(DRAWN, SHOWN[kind])
        page.wait_for_timeout(2 * SETTLE_MS)
        load_bytes, requests = traffic.bytes, traffic.requests
        again = _click(page, traffic, "Again")
        changed = _click(page, traffic, "Change")
        heap = _growth(page, updates) if updates else None
        return Figures(load_bytes, requests, drawn, again, changed, heap)
    finally:
        context.close()


def _click(page: Page, traffic: Traffic, name: str) -> float:
    """The bytes that a click on a button transfers, until nothing more comes."""
    before = traffic.bytes
    page.get_by_role("button", name=name).click()
    page.wait_for_timeout(2 * SETTLE_MS)
    return traffic.bytes - before


def _growth(page: Page, updates: int) -> float:
    """By how much the page's memory grows with so many changes."""
    session = page.context.new_cdp_session(page)
    page.evaluate(CHANGE, {"from": 1, "count": 20})
    before = _heap(session)
    page.evaluate(CHANGE, {"from": 21, "count": updates})
    return _heap(session) - before


def _heap(session: CDPSession) -> float:
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    [used] = [float(one["value"]) for one in metrics if one["name"] == "JSHeapUsedSize"]
    return used


def row(browser: Browser, contender: Contender, kind: str, updates: int) -> str:
    """One kind of chart as one contender shows it, in an app that has nothing else."""
    try:
        with running(contender, f"charts/{kind}") as server:
            return shown(contender.title, kind, measured(browser, server.url, kind, updates))
    except (Error, MeasurementError) as error:
        return f"{contender.title:6} {kind:15} {str(error).splitlines()[0]}"


def shown(contender: str, kind: str, figures: Figures) -> str:
    """One row of the table."""
    heap = "" if figures.heap_bytes is None else f"{figures.heap_bytes / 1e6:+.2f} MB"
    return (
        f"{contender:6} {kind:15} {figures.load_bytes / 1000:9,.0f} {figures.requests:9} "
        f"{figures.drawn_ms:9,.0f} {figures.again_bytes:12,.0f} {figures.changed_bytes:12,.0f}  {heap}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kinds", nargs="*", choices=list(SHOWN), default=list(SHOWN))
    parser.add_argument("--updates", type=int, default=0, help="changes for the growth of memory")
    given = parser.parse_args()
    print("              kind             load KB  requests  drawn ms  again bytes  changed bytes")
    with chromium() as browser:
        for kind in given.kinds:
            for contender in (ANEW, PEER):
                print(row(browser, contender, kind, given.updates), flush=True)


if __name__ == "__main__":
    main()

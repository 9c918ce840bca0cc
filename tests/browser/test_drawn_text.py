"""Graphs and diagrams, which the browser draws from text."""

from __future__ import annotations

from browser.chromium import until
from playwright.sync_api import expect

GRAPHS = """
    import anew as st

    name = st.text_input("Name", "b")
    st.graphviz_chart(
        f'''digraph G {{
            a -> {name} [label=<<b>bold</b>>]
            dark [style=filled fillcolor=navy]
            light [style=filled fillcolor=yellow href="https://example.org/"]
            bad [href="javascript:alert(1)" style=filled fillcolor="red:blue"]
        }}''',
        alt="A graph",
    )
    st.graphviz_chart("graph { layout=neato; bgcolor=yellow; x -- y }", width="stretch")
    st.graphviz_chart("digraph { a -> ")
    st.write("The rest")
"""
COLOUR = "(element, name) => getComputedStyle(element)[name]"


def node(chart, title):
    return chart.locator(".node", has=chart.page.locator("title", has_text=title))


def test_graphs_are_drawn_in_the_colours_of_the_page(open_app, complaints):
    complaints.allow("syntax error")
    page = open_app(GRAPHS)
    graph, wide, broken = page.get_by_test_id("stGraphVizChart").all()
    expect(graph.locator("svg > g > title")).to_have_text("G")
    expect(graph.locator(".edge text")).to_have_text("bold")
    expect(page.get_by_role("figure", name="A graph")).to_be_visible()
    expect(broken.get_by_role("alert")).to_contain_text(
        "could not be drawn: syntax error in line 1"
    )
    expect(page.get_by_text("The rest")).to_be_visible()
    room = page.get_by_test_id("stVerticalBlock").first.bounding_box()["width"]
    until(page, lambda: wide.locator("svg").bounding_box()["width"], room)
    assert graph.locator("svg").bounding_box()["width"] < room

    text = node(graph, "a").locator("text").first
    light = text.evaluate(COLOUR, "fill")
    assert light == page.locator("body").evaluate(COLOUR, "color")
    page.emulate_media(color_scheme="dark")
    assert text.evaluate(COLOUR, "fill") == page.locator("body").evaluate(COLOUR, "color") != light
    expect(wide.locator(".edge path")).to_have_css("stroke", "rgb(0, 0, 0)")
    expect(node(graph, "dark").locator("text")).to_have_css("fill", "rgb(255, 255, 255)")
    expect(node(graph, "light").locator("text")).to_have_css("fill", "rgb(0, 0, 0)")

    links = graph.locator("a")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://example.org/")
    assert "javascript" not in graph.inner_html()


def test_a_graph_is_changed_in_place_and_saved(open_app, complaints):
    complaints.allow("syntax error")
    page = open_app(GRAPHS)
    graph, wide = page.get_by_test_id("stGraphVizChart").all()[:2]
    expect(graph.locator(".node")).to_have_count(5)
    wide.locator("svg").evaluate("svg => (svg.isTheSame = true)")
    page.get_by_label("Name").fill("dark")
    page.get_by_label("Name").press("Enter")
    expect(graph.locator(".node")).to_have_count(4)
    assert wide.locator("svg").evaluate("svg => svg.isTheSame")

    frame = page.get_by_test_id("stFullScreenFrame").first
    for tool, ending in (("Download as SVG", b"<svg "), ("Download as picture", b"\x89PNG")):
        graph.hover()
        with page.expect_download() as download:
            frame.get_by_role("button", name=tool).click()
        assert download.value.path().read_bytes().startswith(ending)
    frame.get_by_role("button", name="Show the source").click()
    expect(frame.locator("pre")).to_contain_text("digraph G {")
    expect(graph.locator("svg").first).to_be_hidden()
    frame.get_by_role("button", name="Show the chart").click()
    frame.get_by_role("button", name="Fullscreen").click()
    until(page, lambda: graph.locator("svg").bounding_box()["width"], lambda width: width > 1000)


DIAGRAMS = """
    import anew as st

    name = st.text_input("Name", "flour")
    st.mermaid_chart(f"flowchart LR; {name} --> dough", alt="Baking")
    st.mermaid_chart("pie title Pets\\n \\"Dogs\\" : 386\\n \\"Cats\\" : 85", width=300)
    st.mermaid_chart("flowchart LR; a --> ")
    st.write("The rest")
"""
DECODED = "img => img.decode()"
SOURCE = "async img => (await fetch(img.src)).text()"


def test_diagrams_are_pictures_in_the_colours_of_the_page(open_app, complaints):
    complaints.allow("Parse error")
    page = open_app(DIAGRAMS)
    chart, pie, broken = page.get_by_test_id("stMermaidChart").all()
    image = chart.get_by_role("img", name="Baking")
    expect(image).to_be_visible()
    pie.locator("img").evaluate(DECODED)
    assert pie.locator("img").bounding_box()["width"] <= 300
    expect(broken.get_by_role("alert")).to_contain_text("could not be drawn: Parse error on line")
    expect(page.get_by_text("The rest")).to_be_visible()

    image.evaluate(DECODED)
    size = image.bounding_box()
    image.evaluate("img => (img.isTheSame = true)")
    light = image.get_attribute("src")
    page.emulate_media(color_scheme="dark")
    expect(image).not_to_have_attribute("src", light)
    until(page, image.bounding_box, size)
    dark = image.get_attribute("src")
    page.get_by_label("Name").fill("water")
    page.get_by_label("Name").press("Enter")
    expect(image).not_to_have_attribute("src", dark)
    assert image.evaluate("img => img.isTheSame")

    frame = page.get_by_test_id("stFullScreenFrame").first
    image.hover()
    with page.expect_download() as download:
        frame.get_by_role("button", name="Download as SVG").click()
    assert b"water" in download.value.path().read_bytes()
    with page.expect_download() as download:
        frame.get_by_role("button", name="Download as picture").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    frame.get_by_role("button", name="Show the source").click()
    expect(frame.locator("pre")).to_have_text("flowchart LR; water --> dough")

"""Tables that show all that they have."""

from __future__ import annotations

from playwright.sync_api import expect

PLANETS = """
    import anew as st
    import pandas

    st.table({"Planet": ["Mars", "**Venus**", "<img src=x onerror=alert(1)>"],
              "Moons": [2, 0, None]}, alt="Planets")
    st.table({"Mars": 2, "Venus": 0}, hide_header=True, border=False)
    st.table([])
    styler = pandas.DataFrame({"n": [1, 2]}, index=["a", "b"]).style
    st.table(styler.format("{}%").map(lambda _: "background: rgb(255, 0, 0)", subset=["n"]))
    st.table([[n] * 30 for n in range(30)], height=200, border="horizontal")
"""


def test_it_is_a_table_to_those_who_do_not_see_it(open_app):
    page = open_app(PLANETS)
    planets = page.get_by_role("table", name="Planets")
    expect(planets.get_by_role("columnheader")).to_have_text(["Planet", "Moons"])
    rows = page.get_by_test_id("stTable").first.locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(1).locator("strong")).to_have_text("Venus")
    expect(rows.nth(0).get_by_role("cell")).to_have_text(["Mars", "2"])
    assert (
        rows.nth(0).get_by_role("cell").nth(1).evaluate("cell => getComputedStyle(cell).textAlign")
        == "end"
    )
    named = page.get_by_test_id("stTable").nth(1)
    expect(named.get_by_role("rowheader")).to_have_text(["Mars", "Venus"])
    expect(named.locator("thead")).to_have_count(0)
    expect(page.get_by_test_id("stTable").nth(2)).to_have_text("empty")
    dressed = page.get_by_test_id("stTable").nth(3).get_by_role("cell", name="2%")
    expect(dressed).to_have_css("background-color", "rgb(255, 0, 0)")


def test_a_large_one_scrolls_in_its_place(open_on_phone):
    page = open_on_phone(PLANETS)
    large = page.get_by_test_id("stTable").last
    box = large.bounding_box()
    assert box["height"] == 200
    assert box["x"] + box["width"] <= 390
    large.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => [...document.querySelectorAll('.stTable')].at(-1).scrollTop > 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

"""Large numbers, with their change and their history."""

from __future__ import annotations

from browser.chromium import settled, until
from playwright.sync_api import expect


def test_it_shows_label_value_and_change(open_app):
    page = open_app("""
        import anew as st

        st.metric("*Temperature*", "21 °C", "-1.5 °C", help="Outside", icon="🌡️",
                  delta_description="since noon")
        st.metric("Plain", None)
    """)
    first, second = page.get_by_test_id("stMetric").all()
    expect(first.get_by_test_id("stMetricLabel")).to_contain_text("Temperature")
    expect(first.get_by_test_id("stMetricLabel").locator("em")).to_have_count(1)
    expect(first.get_by_test_id("stMetricValue")).to_have_text("21 °C")
    expect(first.get_by_test_id("stMetricDelta")).to_have_text("-1.5 °C")
    expect(first.get_by_test_id("stMetricDeltaIcon-Down")).to_be_visible()
    expect(first).to_contain_text("since noon")
    first.get_by_role("button", name="Help").hover()
    expect(page.get_by_test_id("stTooltipContent")).to_have_text("Outside")
    expect(second.get_by_test_id("stMetricValue")).to_have_text("—")
    expect(second.get_by_test_id("stMetricDelta")).not_to_be_attached()


def test_rise_and_fall_have_colours(open_app):
    page = open_app("""
        import anew as st

        for color in ("normal", "inverse", "off"):
            st.metric("x", 1, 2, color)
            st.metric("x", 1, -2, color)
    """)
    colours = [
        one.evaluate("one => getComputedStyle(one).color")
        for one in page.get_by_test_id("stMetricDelta").all()
    ]
    rise, fall, *others = colours
    assert rise != fall
    assert others == [fall, rise, others[2], others[2]]
    assert others[2] not in {rise, fall}
    chips = [
        one.evaluate("one => getComputedStyle(one).backgroundColor")
        for one in page.get_by_test_id("stMetricDelta").all()
    ]
    assert len(set(chips)) == 3  # Each on its own colour.
    assert chips[:2] == chips[3:1:-1]


def test_numbers_are_formatted_in_the_browsers_language(serve, browse):
    page = browse(locale="de-DE").new_page()
    page.goto(
        serve("""
            import anew as st

            for format in ("localized", "percent", "compact", "%.2f km"):
                st.metric(format, 1234.5, 0.25, format=format)
        """)
    )
    settled(page)
    expect(page.get_by_test_id("stMetricValue")).to_have_text(
        ["1.234,5", "123.450 %", "1235", "1234.50 km"]
    )
    expect(page.get_by_test_id("stMetricDelta")).to_have_text(["0,25", "25 %", "0,25", "0.25 km"])


def test_its_history_is_a_chart(open_app):
    page = open_app("""
        import anew as st

        for type in ("line", "bar", "area"):
            st.metric("x", 1, 1, chart_data=[5, 1, None, 3.5], chart_type=type, border=True)
        st.metric("x", 1, chart_data=[7])
        st.metric("x", 1, chart_data=[])
    """)
    expect(page.get_by_role("img", name="chart of")).to_have_count(4)
    line = page.get_by_role("img", name="Line chart of 3 values, from 5 to 3.5")
    expect(line.locator("path")).to_have_attribute("d", "M0 1.5L33.33 28.5M100 11.63h0")
    bars = page.get_by_role("img", name="Bar chart of 3 values, from 5 to 3.5").locator("path")
    expect(bars).to_have_attribute(
        "d", "M3.13 28.5V1.5h18.75V28.5ZM28.13 28.5V23.1h18.75V28.5ZM78.13 28.5V9.6h18.75V28.5Z"
    )
    expect(page.get_by_role("img", name="Area chart of").locator("path")).to_have_count(2)


def test_metrics_of_a_row_are_of_one_height_and_fit_a_phone(open_app, open_on_phone):
    script = """
        import anew as st

        left, right = st.columns(2)
        left.metric("A label that is rather long for so little room", 123456789012345678901234567890,
                    height="stretch", border=True)
        right.metric("x", 1, 1, chart_data=[1, 2], height="stretch", border=True)
    """
    left, right = open_app(script).get_by_test_id("stMetric").all()
    heights = lambda: [one.bounding_box()["height"] for one in (left, right)]
    until(left.page, heights, lambda found: found[0] == found[1] > 100)
    for metric in open_on_phone(script).get_by_test_id("stMetric").all():
        box = metric.bounding_box()
        assert box["x"] + box["width"] <= 390

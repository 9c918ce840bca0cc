"""Maps of pydeck."""

from __future__ import annotations

from browser.chromium import button, settled, texts
from browser.test_map import camera_of, until_drawn
from playwright.sync_api import expect

DECK = """
    import anew as st
    import pydeck

    places = [{"at": [0, 0], "name": "Here <i>", "high": 1}, {"at": [40, 0], "name": "There"}]
    layer = pydeck.Layer("ScatterplotLayer", places, id="places", get_position="at",
                         get_radius=1_000_000, get_fill_color=[255, 0, 0], pickable=True)
    view = pydeck.ViewState(longitude=0, latitude=0, zoom=2 if st.session_state.get("far") else 1)
    chosen = st.pydeck_chart(
        pydeck.Deck([layer], initial_view_state=view, description="Two places",
                    tooltip={"html": "<b style='color: red'>{name}</b><script>alert(1)</script>"}),
        height=200, on_select="rerun", selection_mode="multi-object", key="map")
    st.text(chosen.selection.indices)
    st.text([one["name"] for one in chosen.selection.objects.get("places", [])])
    st.checkbox("Far", key="far")
    st.button("Again")
"""
BROKEN = """
    import anew as st
    import pydeck

    st.pydeck_chart(pydeck.Deck([pydeck.Layer("NoSuchLayer", [])]), height=200)
    st.text("The rest")
"""


def test_objects_are_pointed_at_and_selected(open_app):
    page = open_app(DECK)
    box = page.get_by_test_id("stDeckGlJsonChart").locator("#deckgl-wrapper")
    expect(page.get_by_role("figure", name="Two places")).to_be_visible()
    until_drawn(page, box, 500)
    middle = {"x": box.bounding_box()["width"] / 2, "y": 100}

    box.hover(position=middle)
    tooltip = box.locator(".deck-tooltip")
    expect(tooltip).to_have_text("Here <i>")
    expect(tooltip.locator("b")).to_have_css("color", "rgb(255, 0, 0)")

    box.click(position=middle)
    expect(texts(page)).to_have_text(["{'places': [0]}", "['Here <i>']"])
    first = camera_of(page, box)
    box.click(position={"x": middle["x"], "y": 20})  # Where there is only the map.
    expect(texts(page)).to_have_text(["{}", "[]"])

    box.locator("canvas").focus()  # By keyboard, what is in the middle.
    page.keyboard.press("Enter")
    expect(texts(page)).to_have_text(["{'places': [0]}", "['Here <i>']"])

    page.get_by_role("checkbox", name="Far").press("Space")  # Another view of the author's.
    expect(box).not_to_have_attribute("data-camera", first)
    page.get_by_test_id("stDeckGlJsonChart").hover(position={"x": 5, "y": 5})
    page.get_by_role("button", name="Show the data").click()
    expect(page.get_by_role("gridcell", name="There", exact=True)).to_be_visible()
    button(page, "Again").click()
    settled(page)


def test_a_layer_that_there_is_not_is_said(open_app, complaints):
    complaints.allow("NoSuchLayer")
    page = open_app(BROKEN)
    expect(page.get_by_role("alert")).to_contain_text('there is no layer "NoSuchLayer"')
    expect(texts(page)).to_have_text("The rest")

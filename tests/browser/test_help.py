"""What things are for, in the page."""

from __future__ import annotations

from playwright.sync_api import expect


def test_it_is_plain_text_in_parts(open_app):
    page = open_app("""
        import anew as st

        class Dog:
            "A *dog* <b>of</b> ours."

            def bark(self):
                "Make a noise."

        Dog
    """)
    shown = page.get_by_test_id("stHelp")
    expect(shown.get_by_test_id("stHelpName")).to_have_text("Dog")
    expect(shown.get_by_test_id("stHelpType")).to_have_text("class")
    expect(shown.get_by_test_id("stHelpValue")).to_have_text("__main__.Dog()")
    expect(shown.get_by_test_id("stHelpDoc")).to_have_text("A *dog* <b>of</b> ours.")
    row = page.get_by_role("table", name="Members").get_by_role("row")
    expect(row).to_have_text(["bark functionMake a noise."])

from __future__ import annotations

import re

import pytest

import anew as st
from anew.elements.alert import Alert
from anew.elements.markup import Inline, Markdown


@pytest.mark.parametrize("kind", ["success", "info", "warning", "error"])
def test_each_kind_is_a_command(tab, kind):
    tab.run(lambda: getattr(st, kind)("It *went*.", icon="🎈", title="So", width=300))

    assert tab.element == Alert(
        kind=kind, body=Markdown("It *went*."), icon="🎈", title=Inline("So"), width=300
    )


def test_it_needs_neither_icon_nor_title(tab):
    tab.run(lambda: st.warning("x"))

    assert tab.element == Alert(kind="warning", body=Markdown("x"))


@pytest.mark.parametrize("kind", ["success", "info", "warning", "error"])
def test_an_emoji_that_the_message_begins_with_is_its_icon(tab, kind):
    tab.run(lambda: getattr(st, kind)("✅ *Done*"))
    assert tab.element == Alert(kind=kind, body=Markdown("*Done*"), icon="✅")

    tab.run(lambda: getattr(st, kind)("✅ Done", icon="🎈"))
    assert tab.element == Alert(kind=kind, body=Markdown("✅ Done"), icon="🎈")


@pytest.mark.parametrize("icon", ["zz", "home", ":material/home", "a🎈"])
def test_an_icon_is_an_emoji_or_a_name(tab, icon):
    text = f"info: icon={icon!r} is not an icon. Pass one emoji, or ':material/name:'."
    with pytest.raises(st.errors.InvalidParameterValueError, match=f"^{re.escape(text)}$"):
        tab.run(lambda: st.info("x", icon=icon))


@pytest.mark.parametrize("icon", ["🎈", "👩‍🚀", "1️⃣"[1:], ":material/home:"])
def test_icons_that_are_some(tab, icon):
    tab.run(lambda: st.info("x", icon=icon))

    assert tab.element.icon == icon

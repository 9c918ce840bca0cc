from __future__ import annotations

import pytest

from anew.elements.shared.icons import split_icon


@pytest.mark.parametrize(
    ("text", "icon", "rest"),
    [
        ("✅ Done", "✅", "Done"),
        ("✅Done", "✅", "Done"),
        ("  \n ✅ Done", "✅", "Done"),
        ("✅✅ two", "✅", "✅ two"),
        ("⚠️ careful", "⚠️", "careful"),
        ("1️⃣ one", "1️⃣", "one"),
        ("🇩🇪 flag", "🇩🇪", "flag"),
        ("👨‍👩‍👧 family", "👨‍👩‍👧", "family"),
        ("👍🏽 ok", "👍🏽", "ok"),
        (":material/home: home", ":material/home:", "home"),
        ("🚀", "🚀", ""),
        ("✅\n\nDone", "✅", "\n\nDone"),
    ],
)
def test_a_text_may_begin_with_an_icon(text, icon, rest):
    assert split_icon(text) == (icon, rest)


@pytest.mark.parametrize(
    "text", ["5 apples", "# head", "→ on", "**✅** b", ":rocket: go", " a", ""]
)
def test_what_begins_otherwise_stays_as_it_is(text):
    assert split_icon(text) == ("", text)

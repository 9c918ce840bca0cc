"""What a page announces: the rare elements whose commands its script names."""

from __future__ import annotations

import re

import httpx
import pytest
from server.apps import serving

from anew.script import announcing
from anew.script.source import Script
from anew.server.app import App
from anew.settings.settings import settings_of


@pytest.fixture(autouse=True)
def _some_commands(monkeypatch):
    monkeypatch.setattr(
        announcing, "ANNOUNCED", {"help": ("help",), "map": ("deck",), "feedback": ("feedback",)}
    )


def announced(text: str) -> set[str]:
    script = Script("app.py", text=text)
    script.code()
    return set(script.announced)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("import anew as st\nst.feedback()", {"feedback"}),
        ("with column: column.feedback()", {"feedback"}),
        ("def shown():\n    def inner(): st.feedback()", {"feedback"}),
        ("import streamlit\nstreamlit.map(points)\nst.feedback()", {"deck", "feedback"}),
        ("class Page:\n    def draw(self): st.map(self.points)", {"deck"}),
        ("feedback = 1\nprint(feedback)", set()),
        ("st.text('feedback')", set()),
    ],
)
def test_commands_are_found_wherever_a_script_calls_them(text, tags):
    assert announced(text) == tags


@pytest.mark.parametrize(
    "text",
    ["list(map(str, [1]))", "series.map(str)", "st.session_state.table.map(str)", "help(st)"],
)
def test_a_name_that_python_has_too_counts_only_as_one_of_st(text):
    assert announced(text) == set()


def test_the_page_has_the_browser_load_what_they_are_drawn_with(tmp_path):
    (tmp_path / "app.py").write_text("import anew as st\nst.feedback()")
    app = App(tmp_path / "app.py", settings_of({}))
    app.warm_up()
    with serving(app.asgi) as port:
        html = httpx.get(f"http://localhost:{port}/").text
        addresses = re.findall(
            r'<link rel="(?:modulepreload" nonce="[\w-]+|stylesheet" media="not all)" href="(.*?)"',
            html,
        )
        names = [address.rpartition("/")[2].split("-")[0] for address in addresses]
        statuses = {httpx.get(f"http://localhost:{port}{one}").status_code for one in addresses}
    # Chunks are what several elements share.
    own = [name for name in names if name != "chunk"]
    assert own == ["later", "rare", "rare", "feedback"]
    assert statuses == {200}


def test_a_page_without_them_announces_nothing(tmp_path):
    (tmp_path / "app.py").write_text("import anew as st\nst.button('Go')")
    app = App(tmp_path / "app.py", settings_of({}))
    app.warm_up()
    with serving(app.asgi) as port:
        html = httpx.get(f"http://localhost:{port}/").text
    assert "preload" not in html and "not all" not in html


def test_each_page_of_the_app_announces_its_own(tmp_path):
    (tmp_path / "app.py").write_text("import anew as st\nst.button('Go')")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "1_Opinions.py").write_text("import anew as st\nst.feedback()")
    script = Script(tmp_path / "app.py")
    script.code()
    script.page(tmp_path / "pages" / "1_Opinions.py").code()
    assert script.page_at("Opinions").announced == {"feedback"}
    assert script.page_at("").announced == frozenset()

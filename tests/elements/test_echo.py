from __future__ import annotations

import contextlib

import pytest

import anew as st
from anew.elements.code import CodeBlock
from anew.elements.echo import Echo
from anew.testing import AppTest


def test_a_block_is_shown_above_what_it_draws(tmp_path):
    path = tmp_path / "app.py"
    path.write_text(
        "import anew as st\n"
        "with st.echo():\n"
        "\n"
        "    # Why.\n"
        "    x = 1\n"
        "\n"
        "    if x:\n"
        "        st.text('drawn')\n"
        "    # The end is not shown.\n"
        "st.text('after')\n"
    )
    at = AppTest.from_file(path).run()

    assert at.code[0].value == "# Why.\nx = 1\n\nif x:\n    st.text('drawn')"
    assert [one.type for one in at.main][1:] == ["code", "text", "text"]


@pytest.fixture
def of_file(tmp_path):
    def of_file(script):
        path = tmp_path / "app.py"
        path.write_text(script)
        at = AppTest.from_file(path).run()
        assert not at.exception
        return [(one.type, one.value) for one in at.main if one.type in {"code", "text"}]

    return of_file


def test_or_below(of_file):
    script = "import anew as st\nwith st.echo('below'):\n    st.text('drawn')\n"

    assert of_file(script) == [("text", "drawn"), ("code", "st.text('drawn')")]


@pytest.mark.parametrize(
    ("header", "inner"),
    [
        ("with st.echo():\n    ", "st.text('drawn')"),
        ("with st.echo(): ", "st.text('drawn')"),
        ("with (\n    st.container(),\n    st.echo(),\n):\n    ", "st.text('drawn')"),
        ("with st.container():\n  with st.echo():\n    ", "st.text('drawn')"),
    ],
)
def test_however_the_block_begins(of_file, header, inner):
    found = of_file(f"import anew as st\n{header}{inner}\n")

    assert ("code", inner) in found


def test_decorators_are_part_of_it(of_file):
    function = "@st.cache_data\ndef f():\n    return 1"
    indented = function.replace("\n", "\n    ")

    assert of_file(f"import anew as st\nwith st.echo():\n    {indented}\n") == [("code", function)]


def test_within_a_function_and_each_time(of_file):
    script = (
        "import anew as st\ndef f():\n    with st.echo():\n        st.text('x')\n"
        "for _ in range(2):\n    f()\n"
    )

    assert [kind for kind, _ in of_file(script)] == ["code", "text", "code", "text"]


def test_below_is_not_shown_of_a_block_that_fails(tab):
    def script():
        with contextlib.suppress(ValueError), Echo("x", "below"):
            raise ValueError

    tab.run(script)

    assert not [one for one in tab.elements if isinstance(one, CodeBlock)]


def test_without_a_source_the_block_runs_all_the_same(caplog):
    at = AppTest.from_string("import anew as st\nexec(\"with st.echo(): st.text('x')\")").run()

    assert (at.text[0].value, len(at.code)) == ("x", 0)
    assert "echo: the source of the block cannot be read" in caplog.text


def test_another_place_is_refused(tab):
    with pytest.raises(st.errors.InvalidParameterValueError, match="code_location='beside'"):
        tab.run(lambda: st.echo("beside"))

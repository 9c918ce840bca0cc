"""Themes in files of their own, and their options in the environment and on the command line."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from settings.places import Places

from anew.errors import ConfigError
from anew.settings import theme_files

SEA = "[theme]\nbase = 'dark'\nprimaryColor = 'teal'\ntextColor = 'white'\n"


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path)


def write_theme(folder, text=SEA):
    (folder / "themes").mkdir(exist_ok=True)
    theme = folder / "themes" / "sea.toml"
    theme.write_text(text)
    return theme


@contextmanager
def site(answer):
    """A server of one page; gives its address. Each answer is (status, content)."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            status, content = answer
            self.send_response(status)
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, *_):
            pass

    asked = []
    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sea.toml", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("folder", [".streamlit", ".anew"])
def test_a_theme_may_lie_in_a_file_of_its_own(places, folder):
    theme = write_theme(places.script)
    places.write(places.script, "[theme]\nbase = 'themes/sea.toml'\ntextColor = 'silver'\n", folder)
    loaded = places.load()

    assert (loaded.settings.theme.base, loaded.settings.theme.primary_color) == ("dark", "teal")
    assert loaded.settings.theme.text_color == "silver"
    assert loaded.places["theme.primaryColor"] == f"{theme}:3"
    assert loaded.notices == ()


def test_what_any_other_place_says_counts_more_than_the_file(places):
    """Even if it is a weaker place than the one that names the file."""
    write_theme(places.working)
    places.write(places.home, "[theme]\nbase = 'light'\nprimaryColor = 'red'\n")
    loaded = places.load(environment={"STREAMLIT_THEME_BASE": "themes/sea.toml"})

    assert loaded.settings.theme.primary_color == "red"
    assert loaded.settings.theme.base == "dark"
    # A later word beats an earlier file.
    assert places.load({"theme.base": "light"}).settings.theme.text_color is None


def test_a_file_that_is_not_there_is_told_with_where_it_was_looked_for(places):
    path = places.write(places.script, "[theme]\nbase = 'themes/sea.toml'\n")
    with pytest.raises(ConfigError) as told:
        places.load()

    said = str(told.value)
    assert said.startswith(
        f'{path}:2: Option theme.base: \'themes/sea.toml\' is neither "light" nor "dark", and no file: '
        f"there is no {places.script / 'themes' / 'sea.toml'}"
    )
    assert said.endswith(
        "Write the path or the https address of a TOML file with a section [theme]."
    )
    path.unlink()
    places.write(places.script, "[theme]\nbase = 'themes/sea.toml'\n", ".streamlit")
    assert "'themes/sea.toml' is neither" in places.load().notices[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[server]\nport = 3\n", "has no section \\[theme\\]"),
        ("[theme\n", "is not valid TOML"),
        ("[theme]\nbase = 'other.toml'\n", "names a theme in its turn, 'other.toml'"),
        (
            "[theme]\nprimaryColour = 'red'\n",
            "sea.toml:2: .*There is no option 'theme.primaryColour'",
        ),
        ("[theme]\nprimaryColor = 'bleu'\n", "sea.toml:2: Option theme.primaryColor is of type"),
    ],
)
def test_what_is_no_theme_is_told_with_its_place(places, text, reason):
    theme = write_theme(places.script, text)
    with pytest.raises(ConfigError, match=reason):
        places.load({"theme.base": str(theme)})


def test_a_theme_may_lie_at_an_address(places):
    """It is fetched once, however often the options are read."""
    with site((200, SEA)) as (address, asked):
        places.write(places.script, f"[theme]\nbase = '{address}'\ntextColor = 'silver'\n")
        loaded = places.load()
        places.load()

    assert (loaded.settings.theme.base, loaded.settings.theme.primary_color) == ("dark", "teal")
    assert loaded.settings.theme.text_color == "silver"
    assert loaded.places["theme.primaryColor"] == f"{address}:3"
    assert asked == ["/sea.toml"]


def test_an_address_that_has_none_is_told(places):
    with site((404, "")) as (address, _), pytest.raises(ConfigError) as told:
        places.load({"theme.base": address})
    assert f"Option theme.base: {address} cannot be fetched: HTTP Error 404" in str(told.value)

    with pytest.raises(ConfigError, match=r"cannot be fetched: .*refused"):
        places.load({"theme.base": address.replace("sea", "lake")})  # Its server is gone.
    with pytest.raises(ConfigError, match="is not an address that can be fetched"):
        places.load({"theme.base": "file:///etc/passwd.toml"})
    long = site((200, "#" * (theme_files.MOST_BYTES + 1)))
    with long as (address, _), pytest.raises(ConfigError, match="has more than 1048576 bytes"):
        places.load({"theme.base": address})


def test_lists_and_tables_are_json_in_the_environment_and_in_flags(places):
    face = '{"family": "Own", "url": "app/static/own.woff2", "weight": 400}'
    for read in (
        lambda name, text: places.load({f"theme.{name}": text}),
        lambda name, text: places.load({f"theme.{name}": [text]}),
        lambda name, text: places.load(environment={variable("STREAMLIT", name): text}),
        lambda name, text: places.load(environment={variable("ANEW", name): text}),
    ):
        theme = read("fontFaces", f"[{face}]").settings.theme
        assert [(one.family, one.weight) for one in theme.font_faces] == [("Own", 400)]
        theme = read("chartCategoricalColors", '["rgb(0, 0, 255)", "red"]').settings.theme
        assert theme.chart_categorical_colors == ("rgb(0, 0, 255)", "red")
    for prefix in ("STREAMLIT", "ANEW"):
        given = {
            variable(prefix, "headingFontSizes"): '["3rem", "20px"]',
            variable(prefix, "headingFontWeights"): "[700, 600]",
            variable(prefix, "chartSequentialColors"): "red #00f",
        }
        theme = places.load(environment=given).settings.theme
        assert theme.heading_font_sizes == ("3rem", "20px")
        assert theme.heading_font_weights == (700, 600)
        assert theme.chart_sequential_colors == ("red", "#00f")
    loaded = places.load({"theme.fontFaces": [face, face.replace("Own", "Other")]})
    assert [one.family for one in loaded.settings.theme.font_faces] == ["Own", "Other"]


def test_lists_are_json_in_strings_of_files_that_were_written_for_streamlit(places):
    text = "[theme]\nchartDivergingColors = '[\"red\", \"blue\"]'\nheadingFontWeights = '[700]'\n"
    places.write(places.script, text, ".streamlit")
    theme = places.load().settings.theme
    assert theme.chart_diverging_colors == ("red", "blue")
    assert theme.heading_font_weights == (700,)


def variable(prefix, name):
    words = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return f"{prefix}_THEME_{words.upper()}"


def test_the_author_is_told_of_text_that_cannot_be_read(places):
    places.write(
        places.script,
        "[theme]\nbackgroundColor = '#fff'\ntextColor = 'white'\n"
        "[theme.dark]\nbackgroundColor = '#101010'\n[theme.sidebar]\ntextColor = '#eee'\n",
    )
    assert [notice.partition(" can hardly")[0] for notice in places.load().notices] == [
        "[theme]: textColor 'white'",
        "[theme.sidebar]: textColor '#eee'",
    ]

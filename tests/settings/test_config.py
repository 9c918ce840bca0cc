"""Where options come from, and what is said when one cannot be read."""

from __future__ import annotations

import subprocess
import sys

import pytest
from settings.places import Places

from anew.errors import ConfigError
from anew.settings.config import WITHOUT_ATTRIBUTION, shown
from anew.settings.foreign import foreign_names
from anew.settings.sections import MOST_MESSAGE_BYTES
from anew.settings.settings import Settings, options


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path)


def test_each_place_beats_the_one_before(places):
    port = lambda **given: places.load(**given).settings.server.port
    assert port() == 8501
    places.write(places.home, "[server]\nport = 1\n")
    assert port() == 1
    places.write(places.working, "[server]\nport = 2\n")
    assert port() == 2
    places.write(places.script, "[server]\nport = 3\n", ".streamlit")
    assert port() == 3
    places.write(places.script, "[server]\nport = 4\n")
    assert port() == 4
    assert port(environment={"STREAMLIT_SERVER_PORT": "5"}) == 5
    assert port(environment={"STREAMLIT_SERVER_PORT": "5", "ANEW_SERVER_PORT": "6"}) == 6
    assert port(environment={"ANEW_SERVER_PORT": "6"}, flags={"server.port": "7"}) == 7


def test_every_option_can_come_from_the_environment(places):
    loaded = places.load(
        environment={
            "ANEW_SERVER_RUN_ON_SAVE": "true",
            "ANEW_SERVER_ALLOWED_HOSTS": "one.example two.example",
            "ANEW_SERVER_DISCONNECTED_SESSION_TTL": "5",
        }
    )

    assert loaded.settings.server.run_on_save
    assert loaded.settings.server.allowed_hosts == ("one.example", "two.example")
    assert loaded.settings.server.disconnected_session_ttl == 5


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[server]\n\nprot = 1\n", 3, "There is no option 'server.prot'. Did you mean server.port"),
        (
            "[server]\nport = '8501'\n",
            2,
            "Option server.port is of type whole number; '8501' is not (",
        ),
        (
            "[server]\nport = 99999\n",
            2,
            "Option server.port is of type whole number; 99999 is not (",
        ),
        (
            "[runner]\n[server]\nrunOnSave = 1\n",
            3,
            "Option server.runOnSave is of type true|false; 1 is not (",
        ),
        (
            "port = 1\n",
            1,
            "'port' is not in a section. Write it below a line such as [server].",
        ),
    ],
)
def test_a_wrong_entry_is_told_with_its_file_and_line(places, text, line, message):
    path = places.write(places.script, text)

    with pytest.raises(ConfigError) as told:
        places.load()

    assert str(told.value).startswith(f"{path}:{line}: {message}")


def test_a_broken_file_is_told_with_its_line(places):
    path = places.write(places.script, "[server]\nport = = 1\n")

    with pytest.raises(ConfigError) as told:
        places.load()

    assert str(told.value) == f"{path} is not valid TOML: Invalid value (at line 2, column 8)."


def test_a_wrong_variable_or_flag_is_told_by_its_name(places):
    with pytest.raises(ConfigError, match=r"^ANEW_SERVER_PORT: Option server\.port is of type"):
        places.load(environment={"ANEW_SERVER_PORT": "x"})
    with pytest.raises(ConfigError, match=r"^--server\.port: Option server\.port is of type"):
        places.load(flags={"server.port": "x"})


def test_a_theme_has_sections_within_sections(places):
    places.write(
        places.script,
        "[theme]\nprimaryColor = 'red'\nheadingFontSizes = ['3rem', '2rem']\n"
        "[theme.sidebar]\ntextColor = '#eee'\n[theme.dark.sidebar]\nfont = 'serif'\n",
    )
    loaded = places.load(
        {"theme.light.primaryColor": "teal"}, {"STREAMLIT_THEME_DARK_LINK_COLOR": "navy"}
    ).settings

    assert loaded.theme.primary_color == "red"
    assert loaded.theme.heading_font_sizes == ("3rem", "2rem")
    assert loaded.theme_sidebar.text_color == "#eee"
    assert loaded.theme_dark_sidebar.font == "serif"
    assert loaded.theme_light.primary_color == "teal"
    assert loaded.theme_dark.link_color == "navy"


def test_what_a_theme_cannot_be_is_told_with_its_line(places):
    path = places.write(places.script, "[theme]\n[theme.dark]\n\ntextColor = 'red; x: y'\n")

    with pytest.raises(ConfigError) as told:
        places.load()

    assert str(told.value) == (
        f"{path}:4: Option theme.dark.textColor is of type colour; 'red; x: y' is not (write it "
        'as "#ff4b4b", "rgb(255 75 75)", "hsl(0 100% 65%)" or a name such as "tomato").'
    )


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        (
            "server.baseUrlPath",
            "a/../b",
            (
                "Option server.baseUrlPath is of type path; 'a/../b' is not (write it as "
                '"reports/sales").'
            ),
        ),
        (
            "logger.messageFormat",
            "%(nothing)s",
            (
                "Option logger.messageFormat is of type format; '%(nothing)s' is not (write it as "
                '"%(asctime)s %(levelname)s %(message)s", with fields of Python\'s logging).'
            ),
        ),
        (
            "server.websocketPingInterval",
            "0",
            (
                "Option server.websocketPingInterval is of type whole number; '0' is not (Expected "
                "`int` >= 1)."
            ),
        ),
        (
            "theme.base",
            "sepia",
            "Option theme.base is of type light|dark; 'sepia' is not (Invalid enum value 'sepia').",
        ),
    ],
)
def test_a_text_has_the_form_that_its_option_needs(places, option, value, message):
    with pytest.raises(ConfigError) as told:
        places.load({option: value})

    assert str(told.value) == f"--{option}: {message}"


def test_what_means_nothing_here_is_read_over_and_said(places):
    path = places.write(
        places.script,
        "[browser]\ngatherUsageStats = false\n[server]\nenableCORS = true\n",
    )
    loaded = places.load()

    assert loaded.places == {}
    assert loaded.notices == (
        (
            f"{path}: the following is ignored. Line 2: browser.gatherUsageStats has no effect in "
            f"anew. anew does not send usage data. Line 4: server.enableCORS has no effect in anew. "
            f"Origins are always checked."
        ),
    )


# What was written for Streamlit ------------------------------------------------------------

FOREIGN_FILE = """
[global]
pythonVersion = "3.9"
[mapbox]
token = "pk.123"
[logger]
level = "DEBUG"
[client]
showErrorDetails = true
[browser]
gatherUsageStats = false
serverAddress = ""
[server]
headless = 1
port = "8080"
maxMessageSize = 200
fileWatcherType = "watchdog"
folderWatchBlacklist = "a, b"
runOnSave = "maybe"
trustedUserHeaders = { email = "X-Email" }
[theme]
base = "Dark"
primaryColor = "FF4B4B"
font = "Inter:https://fonts.example/inter.css, sans-serif"
baseRadius = 8
codeFontSize = 14
baseFontSize = "15px"
chartCategoricalColors = ["#123456", "f80"]
[[theme.fontFaces]]
family = "Inter"
url = "app/static/inter.woff2"
weight = 400
[theme.sunset]
textColor = "red"
"""


def test_a_file_of_streamlits_is_understood_as_it_means_it(places):
    places.write(places.script, FOREIGN_FILE, ".streamlit")
    settings = places.load().settings

    assert settings.client.show_error_details == "full"
    assert settings.logger.level == "debug"
    assert settings.server.headless is True and settings.server.port == 8080
    assert settings.server.max_message_size == MOST_MESSAGE_BYTES  # 200 megabytes there.
    assert settings.server.file_watcher_type == "auto"
    assert settings.server.folder_watch_blacklist == ("a", "b")
    assert settings.theme.base == "dark" and settings.theme.primary_color == "#FF4B4B"
    assert settings.theme.font == "Inter:https://fonts.example/inter.css, sans-serif"
    assert (settings.theme.base_radius, settings.theme.code_font_size) == ("8px", "14")
    assert settings.theme.base_font_size == 15
    assert settings.theme.chart_categorical_colors == ("#123456", "#f80")
    assert settings.theme.font_faces[0].url == "app/static/inter.woff2"


@pytest.mark.parametrize(
    ("given", "is_told"),
    [
        ({"tiles": "https://tile.example/{z}/{x}/{y}.png"}, True),
        ({"tiles": "https://tile.example/{z}/{x}/{y}.png", "attribution": "© Someone"}, False),
        ({"tiles": "app/static/{z}/{x}/{y}.png"}, False),
    ],
)
def test_who_drew_the_tiles_of_another_host_is_asked_for(places, given, is_told):
    places.write(places.script, "[map]\n" + "".join(f'{k} = "{v}"\n' for k, v in given.items()))

    assert places.load().notices == ((WITHOUT_ATTRIBUTION,) if is_told else ())


def test_what_of_it_changes_nothing_is_told_in_one_notice(places):
    path = places.write(places.script, FOREIGN_FILE, ".streamlit")
    [notice] = places.load().notices

    assert notice.startswith(f"{path}: the following is ignored. Line 3: There is no option")
    for name in (
        "'global.pythonVersion'",
        "mapbox.token",
        "browser.gatherUsageStats",
        "server.runOnSave",
        "server.trustedUserHeaders.email",
        "'theme.sunset.textColor'",
    ):
        assert notice.count(name) == 1


VALUES = [
    "true",
    "false",
    "0",
    "1",
    "-1",
    "1.5",
    "1e400",
    "''",
    "'true'",
    "'200'",
    "'x; y'",
    "'http://a b'",
    "[]",
    "[1]",
    "['a', 'b']",
    "[{ a = 1 }]",
    "{ a = 1 }",
    "2020-01-01",
    "nan",
    "'" + "x" * 5000 + "'",
    "99999999999999999999999999",
]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_value_of_any_option_in_such_a_file_stops_a_start(places, value):
    names = {*options(), *foreign_names(), "nobody.knows", "theme.nobody", "server.nobody"}
    step = 20 if value[0] == "{" else 1  # A table makes other names, each looked up at length.
    lines = [f"{name} = {value}\n" for name in sorted(names)[::step]]
    text = "alone = 1\n" + "".join(lines)
    places.write(places.script, text, ".streamlit")

    loaded = places.load()

    assert isinstance(loaded.settings.server.port, int)
    assert loaded.notices and "'alone'" in loaded.notices[0]


@pytest.mark.parametrize("content", [b"[server]\nport = = 1\n", b"\xff\xfe", b"[a]\n[a]\n", b"\0"])
def test_a_file_that_cannot_be_read_is_read_over(places, content):
    path = places.write(places.script, "", ".streamlit")
    path.write_bytes(content)
    loaded = places.load()

    assert loaded.settings == Settings()
    [notice] = loaded.notices
    assert notice.startswith(f"{path}: the following is ignored. {path} ")


def test_variables_and_flags_are_understood_in_the_same_way(places):
    variables = {
        "STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": "false",
        "STREAMLIT_SERVER_MAX_MESSAGE_SIZE": "1",
        "STREAMLIT_SERVER_PORT": "x",
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    }
    loaded = places.load(environment=variables)
    assert loaded.settings.client.show_error_details == "stacktrace"
    assert loaded.settings.server.max_message_size == 1024 * 1024
    [notice] = loaded.notices
    assert "STREAMLIT_SERVER_PORT: " in notice
    assert "STREAMLIT_BROWSER_GATHER_USAGE_STATS: browser.gatherUsageStats" in notice

    flags = {"client.showErrorDetails": "yes", "server.maxMessageSize": "2000"}
    loaded = places.load({**flags, "server.enableCORS": ["false"]})
    assert loaded.settings.client.show_error_details == "full"
    assert loaded.settings.server.max_message_size == 2000  # In bytes, if that can be meant.
    assert loaded.notices == (
        (
            "The command line: the following is ignored. server.enableCORS has no effect in anew. "
            "Origins are always checked."
        ),
    )


def test_a_process_without_a_home_and_without_a_folder_reads_what_there_is(tmp_path):
    """A container's user that no list knows; a working folder that was removed."""
    program = (
        "import os, pwd, sys\n"
        "def nobody(number): raise KeyError(number)\n"
        "pwd.getpwuid = nobody\n"
        "os.environ.pop('HOME', None); os.rmdir(os.getcwd())\n"
        "import anew\n"
        "from anew.settings.config import load\n"
        "from pathlib import Path\n"
        f"print(load(Path({str(tmp_path)!r}), {{}}, environment={{}}).settings.server.port)\n"
        "print(anew.secrets.load_if_toml_exists())\n"
    )
    (tmp_path / "gone").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path / "gone",
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("8501\nFalse\n", "")


def test_the_options_can_be_shown_with_their_places(places):
    path = places.write(places.script, "[server]\nport = 3\n[theme.dark]\nfont = 'serif'\n")
    text = shown(places.load())

    assert text.count("\n[theme.") == 1 and f'font = "serif"  # from {path}:4' in text

    assert f"port = 3  # from {path}:2" in text
    assert "# headless = " in text
    for name in options():
        section, _, own_name = name.rpartition(".")
        is_within = section.count(".") > 0
        assert is_within or (f"[{section}]" in text and f"{own_name} = " in text)


@pytest.mark.parametrize(
    ("store", "printed"),
    [
        ("sqlite", "sqlite"),
        ("sqlite:////data/a@b.db", "sqlite:////data/a@b.db"),
        ("redis://db.example/0", "redis://db.example/0"),
        ("redis://:hidden@db.example/0", "redis://…@db.example/0"),
        (
            "postgresql://me:hid@den@db.example/app?password=hidden",
            "postgresql://…@db.example/app?…",
        ),
    ],
)
def test_secrets_are_not_shown(places, store, printed):
    text = f'[state]\nstore = "{store}"\n[server]\nmetricsToken = "hidden-hidden-hidden"\n'
    places.write(places.script, text)
    output = shown(places.load())

    assert f'store = "{printed}"  # from' in output
    assert 'metricsToken = "…"  # from' in output
    assert "hid" not in output.replace("hide", "")


def test_the_programs_own_words(tmp_path):
    (tmp_path / ".anew").mkdir()
    (tmp_path / ".anew" / "config.toml").write_text("[server]\nport = 'x'\n")
    (tmp_path / "app.py").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "anew", "run", "app.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "config.toml:2: Option server.port is of type whole number; 'x' is not" in done.stderr

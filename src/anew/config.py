"""Where options come from, weakest first:

    defaults
    ~/.streamlit/config.toml, ~/.anew/config.toml
    the same below the working directory
    the same beside the script
    the environment: STREAMLIT_SERVER_PORT, ANEW_SERVER_PORT
    the command line: --server.port

Each value is remembered with its place, so that an error and `anew config show` can name
it: a file and line, a variable, a flag.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from anew.errors import ConfigError
from anew.errors import ValueError as OptionError
from anew.foreign_options import why_foreign
from anew.settings import Settings, options, with_options, with_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDERS = (".streamlit", ".anew")  # The later one counts.
PREFIXES = ("STREAMLIT_", "ANEW_")
FILE_NAME = "config.toml"


class Config(NamedTuple):
    """The options of one app, and where each that is not a default comes from."""

    settings: Settings
    places: Mapping[str, str]  # By option.
    notices: tuple[str, ...]  # What was read and means nothing here.


class _Given(NamedTuple):
    """One value as somebody gave it."""

    name: str
    value: Any
    place: str
    is_typed: bool = False  # A file gives values of their own types; others give words.


def load(
    script_folder: Path,
    flags: Mapping[str, str | list[str]],
    *,
    environment: Mapping[str, str] | None = None,
    home: Path | None = None,
    working_folder: Path | None = None,
) -> Config:
    """Read the options of the app in `script_folder`.

    Args:
        script_folder: Where the script lies.
        flags: As the command line gives them, by option.
        environment: Instead of the process's.
        home: Instead of the user's.
        working_folder: Instead of the current one.

    Raises:
        ConfigError: a file cannot be read, or an option does not exist or cannot have the
            value; the text names the place.
    """
    folders = (home or Path.home(), working_folder or Path.cwd(), script_folder)
    settings, places, notices = Settings(), {}, []
    for given in (
        *_from_files(folders),
        *_from_environment(os.environ if environment is None else environment),
        *(_Given(name, value, f"--{name}") for name, value in flags.items()),
    ):
        reason = why_foreign(given.name)
        if reason is not None:
            notices.append(f"{given.place}: {given.name} changes nothing here. {reason}")
            continue
        settings = _with(settings, given)
        places[given.name] = given.place
    return Config(settings, places, tuple(notices))


def _with(settings: Settings, given: _Given) -> Settings:
    change = with_values if given.is_typed else with_options
    try:
        return change(settings, {given.name: given.value})
    except OptionError as error:
        raise ConfigError(f"{given.place}: {error}") from error


# Files ------------------------------------------------------------------------------------


def _from_files(folders: tuple[Path, ...]) -> Iterator[_Given]:
    seen: set[Path] = set()
    for folder in folders:
        for name in FOLDERS:
            path = (folder / name / FILE_NAME).resolve()
            if path not in seen and path.is_file():
                seen.add(path)
                yield from _from_file(path)


def _from_file(path: Path) -> Iterator[_Given]:
    try:
        text = path.read_text("utf-8")
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error
    for section, values in sections.items():
        if not isinstance(values, dict):
            raise ConfigError(
                f"{path}:{_line(text, '', section)}: {section!r} stands outside of a section. "
                f"Write it below a line such as [server]."
            )
        for name, value in _flattened(section, values):
            own_section, _, option = name.rpartition(".")
            place = f"{path}:{_line(text, own_section, option)}"
            yield _Given(name, value, place, is_typed=True)


def _flattened(section: str, values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each value by its whole name; sections lie in sections, as [theme.sidebar] does."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flattened(f"{section}.{name}", value)
        else:
            yield f"{section}.{name}", value


def _line(text: str, section: str, option: str) -> int:
    """The line where a section sets an option; the section's own if it is written otherwise."""
    current, section_line = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[([^\]]+)\]", line)
        if header:
            current = re.sub(r"[\s\"']", "", header[1])
            if current == section:
                section_line = number
        elif current == section and re.match(rf"\s*[\"']?{re.escape(option)}[\"']?\s*=", line):
            return number
    return section_line


# The environment --------------------------------------------------------------------------


def _from_environment(environment: Mapping[str, str]) -> Iterator[_Given]:
    """Variables are read by the options that there are: others may be anybody's."""
    for prefix in PREFIXES:
        for name, option in options().items():
            variable = prefix + variable_of(name)
            if variable in environment:
                text = environment[variable]
                yield _Given(name, text.split() if option.is_list else text, variable)


def variable_of(name: str) -> str:
    """`server.runOnSave` is `SERVER_RUN_ON_SAVE`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return words.replace(".", "_").upper()


# Showing ----------------------------------------------------------------------------------


def shown(config: Config) -> str:
    """The effective options as TOML, each with its meaning and place."""
    lines: list[str] = []
    section = ""
    for name, option in options().items():
        own_section, _, own_name = name.rpartition(".")
        if own_section.count(".") and name not in config.places:
            continue  # [theme.dark] and its like say again what [theme] can be told.
        if own_section != section:
            section = own_section
            lines += ["", f"[{section}]"]
        place = config.places.get(name)
        lines += ["", f"# {option.description}", f"# One of: {option.type_name}"]
        value = _toml(option.value_in(config.settings))
        if place is None:
            lines.append(f"# {own_name} = {value}")
        else:
            lines.append(f"{own_name} = {value}  # from {place}")
    return "\n".join(lines).lstrip("\n") + "\n"


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case None:
            return '""'
        case _:
            return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'

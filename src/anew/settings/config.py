"""The sources of options. Later ones override earlier ones:

    defaults
    config.toml in ~/.streamlit, then in ~/.anew
    config.toml in .streamlit, then in .anew, of the working directory
    the same beside the script
    the environment: STREAMLIT_SERVER_PORT, then ANEW_SERVER_PORT
    the command line: --server.port

An error, or `anew config show`, names the place of a value: a file and line, an environment
variable or a flag.

Options written for anew are strict: an unknown option or an invalid value is an error, and the
app does not start. Options written for Streamlit never prevent a start: they are read as
Streamlit means them. Those that are invalid or have no effect in anew are listed in a warning,
one per source.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from anew.errors import ConfigError
from anew.errors import InvalidParameterValueError as OptionError
from anew.folders import app_folders
from anew.settings.contrast import illegible
from anew.settings.foreign import FOREIGN_OPTIONS, readings, why_foreign
from anew.settings.json_values import parsed, parsed_all
from anew.settings.settings import Settings, options, with_options, with_values
from anew.settings.theme_files import is_reference, referred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from anew.settings.settings import Option

FOLDERS = (".streamlit", ".anew")  # The later one overrides the earlier one.
PREFIXES = ("STREAMLIT_", "ANEW_")
FILE_NAME = "config.toml"
FLAGS = "The command line"


WITHOUT_ATTRIBUTION = (
    "map.tiles names another host, and map.attribution is empty. Most who offer tiles want to be named "
    "on each map: --map.attribution '© OpenStreetMap contributors'."
)


class Config(NamedTuple):
    """The options of one app, and where the values come from that are not defaults."""

    settings: Settings
    places: Mapping[str, str]  # By option.
    notices: tuple[str, ...]  # Warnings: of ignored options one per source, and what is amiss.


class _Given(NamedTuple):
    """One value of an option, as a source gives it."""

    name: str
    value: Any
    source: str  # What notices are grouped by: a file, the environment or the command line.
    spot: str  # The place in the source: a line, a variable or a flag.
    is_ours: bool = True  # Written for anew, or else for Streamlit.
    is_typed: bool = False  # A file has typed values; the other sources have strings.

    @property
    def place(self) -> str:
        return f"{self.source}:{self.spot}" if self.spot.isdecimal() else self.spot


class _Unused(NamedTuple):
    """A value that is ignored, or a whole source."""

    source: str
    spot: str  # Empty for the whole source.
    reason: str  # A sentence that names the option.


class _UselessError(Exception):
    """A value has no effect; the message says why."""


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
        script_folder: The folder of the script.
        flags: The options of the command line, by name.
        environment: The environment variables; by default the process's.
        home: The home directory; by default the user's.
        working_folder: The working directory; by default the process's.

    Raises:
        ConfigError: A file in `.anew` cannot be read, or an option written for anew does not exist
            or cannot have its value. The message names the place.
    """
    folders = app_folders(script_folder, home=home, working=working_folder)
    settings, places = Settings(), {}
    unused: list[_Unused] = []
    all_given = [
        *_from_files(folders, unused),
        *_from_environment(os.environ if environment is None else environment),
        *(_Given(name, _of_flag(name, value), FLAGS, f"--{name}") for name, value in flags.items()),
    ]
    for given in _with_theme(all_given, folders, unused):
        try:
            settings = _with(settings, given)
            places[given.name] = given.place
        except _UselessError as useless:
            unused.append(_Unused(given.source, given.spot, str(useless)))
    amiss = [WITHOUT_ATTRIBUTION] if settings.map.lacks_attribution else []
    amiss += illegible(settings)
    return Config(settings, places, (*_notices(unused), *amiss))


def _with(settings: Settings, given: _Given) -> Settings:
    reason = why_foreign(given.name)
    if reason is not None and given.name not in options():
        raise _UselessError(f"{given.name} has no effect in anew. {reason}")
    try:
        return _changed(settings, given)
    except OptionError as error:
        if given.is_ours:
            raise ConfigError(f"{given.place}: {error}") from error
        raise _UselessError(str(error)) from error


def _changed(settings: Settings, given: _Given) -> Settings:
    if given.is_ours and given.source != FLAGS:
        change = with_values if given.is_typed else with_options
        return change(settings, {given.name: given.value})
    if given.value == "" and not given.is_ours:
        return settings  # As if it were not given.
    refusal: OptionError | None = None
    for value in _readings(given):
        try:
            return with_options(settings, {given.name: value})
        except OptionError as error:
            refusal = refusal or error
    assert refusal is not None
    raise refusal


def _readings(given: _Given) -> Iterator[Any]:
    """What a value may mean, to be tried in order.

    A flag may be written for either system, so its own value comes first.
    """
    option = options().get(given.name)
    if given.is_ours or option is None:
        yield given.value
    if option is not None:
        yield from readings(option, given.value)


def _notices(unused: Iterable[_Unused]) -> Iterator[str]:
    """One notice per source, which lists what is ignored and why."""
    sources: dict[str, list[_Unused]] = {}
    for one in unused:
        sources.setdefault(one.source, []).append(one)
    for source, found in sources.items():
        told = " ".join(_spot(one) + one.reason for one in found)
        yield f"{source}: the following is ignored. {told}"


def _spot(unused: _Unused) -> str:
    """The place, if the reason does not name it."""
    if unused.spot.isdecimal():
        return f"Line {unused.spot}: "
    return "" if unused.source == FLAGS or not unused.spot else f"{unused.spot}: "


# Files ------------------------------------------------------------------------------------


def _from_files(folders: Iterable[Path], unused: list[_Unused]) -> Iterator[_Given]:
    seen: set[Path] = set()
    for folder in folders:
        for name in FOLDERS:
            path = (folder / name / FILE_NAME).resolve()
            if path in seen or not path.is_file():
                continue
            seen.add(path)
            try:
                yield from _from_file(path, is_ours=name == ".anew")
            except ConfigError as error:
                if name == ".anew":
                    raise
                unused.append(_Unused(str(path), "", str(error)))


def _from_file(path: Path, *, is_ours: bool) -> Iterator[_Given]:
    yield from _in_text(_text_of(path), str(path), is_ours=is_ours)


def _in_text(text: str, source: str, *, is_ours: bool) -> Iterator[_Given]:
    sections = _sections(text, source)
    lines = _Lines(text)
    for section, values in sections.items():
        if not isinstance(values, dict) and is_ours:
            raise ConfigError(
                f"{source}:{lines.of(section)}: {section!r} is not in a section. "
                f"Write it below a line such as [server]."
            )
        for name, value in _flattened(section, values):
            spot = str(lines.of(name))
            yield _Given(name, value, source, spot, is_ours=is_ours, is_typed=True)


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error


def _sections(text: str, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{source} is not valid TOML: {error}.") from error


def _flattened(section: str, values: Any) -> Iterator[tuple[str, Any]]:
    """Each value by its full name. Sections may be nested, as [theme.sidebar] is."""
    if not isinstance(values, dict):
        yield section, values
        return
    for name, value in values.items():
        yield from _flattened(f"{section}.{name}", value)


class _Lines:
    """The line numbers of a file's sections and options. (`tomllib` does not report them.)"""

    def __init__(self, text: str) -> None:
        self._sections: dict[str, int] = {}
        self._options: dict[tuple[str, str], int] = {}
        section = ""
        for number, line in enumerate(text.splitlines(), 1):
            if header := re.match(r"\s*\[+([^\][]+)\]", line):
                section = re.sub(r"[\s\"']", "", header[1])
                self._sections.setdefault(section, number)
            elif option := re.match(r"\s*[\"']?([\w.-]+)[\"']?\s*=", line):
                self._options.setdefault((section, option[1]), number)

    def of(self, name: str) -> int:
        """The line that sets an option, or that of its section if it is not found."""
        section, _, option = name.rpartition(".")
        known = self._options.get((section, option)) or self._options.get(("", name))
        return known or self._sections.get(section) or self._sections.get(name) or 1


# A theme's file ---------------------------------------------------------------------------


def _with_theme(
    all_given: list[_Given], folders: list[Path], unused: list[_Unused]
) -> list[_Given]:
    """What is given, after what the file has that `theme.base` names: that counts less."""
    bases = [given for given in all_given if given.name == "theme.base" and given.value != ""]
    if not bases or not is_reference(bases[-1].value):
        return all_given
    last = bases[-1]
    others = [given for given in all_given if given.name != "theme.base"]
    try:
        return [*_from_theme(last, folders), *others]
    except ConfigError as error:
        if last.is_ours:
            raise ConfigError(f"{last.place}: {error}") from error
        unused.append(_Unused(last.source, last.spot, str(error)))
        return others


def _from_theme(base: _Given, folders: list[Path]) -> list[_Given]:
    # What a file names lies beside the folder that it is in; all else where the app is started.
    own = [Path(base.source).parent.parent] if base.is_typed else []
    text, source = referred(str(base.value).strip(), [*own, *folders[-2:], *folders[:-2]])
    found = list(_in_text(text, source, is_ours=base.is_ours))
    theme = [given for given in found if given.name.startswith("theme.")]
    if not theme:
        raise ConfigError(f"Option theme.base: {source} has no section [theme].")
    for given in theme:
        if given.name == "theme.base" and is_reference(given.value):
            raise ConfigError(
                f"Option theme.base: {given.place} names a theme in its turn, {given.value!r}. There, it "
                f'can be "light" or "dark".'
            )
    return theme


# The environment --------------------------------------------------------------------------


def _from_environment(environment: Mapping[str, str]) -> Iterator[_Given]:
    """Look up a variable for each option there is: other variables may belong to other programs."""
    for prefix in PREFIXES:
        is_ours = prefix == "ANEW_"
        if not any(variable.startswith(prefix) for variable in environment):
            continue
        for name in (*options(), *FOREIGN_OPTIONS):
            variable = prefix + variable_of(name)
            if variable in environment:
                option, text = options().get(name), environment[variable]
                value = text if option is None else parsed(option, text)
                source = variable if is_ours else f"The environment ({prefix}…)"
                yield _Given(name, value, source, variable, is_ours=is_ours)


def variable_of(name: str) -> str:
    """`server.runOnSave` is `SERVER_RUN_ON_SAVE`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return words.replace(".", "_").upper()


def _of_flag(name: str, value: str | list[str]) -> Any:
    option = options().get(name)
    return value if option is None else parsed_all(option, value)


# Showing ----------------------------------------------------------------------------------


def shown(config: Config) -> str:
    """The effective options as TOML, each with its description and its source."""
    lines: list[str] = []
    section = ""
    for name, option in options().items():
        own_section, _, own_name = name.rpartition(".")
        if own_section.count(".") and name not in config.places:
            continue  # [theme.dark] and the like repeat the options of [theme].
        if own_section != section:
            section = own_section
            lines += ["", f"[{section}]"]
        place = config.places.get(name)
        lines += ["", f"# {option.description}", f"# One of: {option.type_name}"]
        value = _toml(_printable(option, option.value_in(config.settings)))
        if place is None:
            lines.append(f"# {own_name} = {value}")
        else:
            lines.append(f"{own_name} = {value}  # from {place}")
    return "\n".join(lines).lstrip("\n") + "\n"


def _printable(option: Option, value: object) -> object:
    """A value without what others must not read: the output ends up in terminals and reports."""
    if option.is_secret:
        return value and "…"
    scheme, mark, rest = str(value).partition("://")
    if not (option.is_address and mark) or rest.startswith("/"):  # A file has no password.
        return value
    _, at, place = rest.rpartition("@")
    place, question, _ = place.partition("?")
    return f"{scheme}://{'…@' if at else ''}{place}{'?…' if question else ''}"


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
        case msgspec.Struct():
            given = msgspec.to_builtins(value).items()
            pairs = [f"{name} = {_toml(part)}" for name, part in given if part is not None]
            return f"{{{', '.join(pairs)}}}"
        case _:
            return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'

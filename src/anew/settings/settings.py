"""Every option: its name, type, default and description, and the checks of its values.

The command line and the documentation are made from these records, too. An option has the name
that it has in Streamlit (`server.runOnSave`); its field here is `run_on_save`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from anew.errors import InvalidParameterTypeError
from anew.errors import InvalidParameterValueError as OptionError
from anew.nearest import did_you_mean
from anew.settings.sections import (
    BrowserSettings,
    ClientSettings,
    CompatSettings,
    ComponentSettings,
    GlobalSettings,
    LoggerSettings,
    MagicSettings,
    MapSettings,
    RunnerSettings,
    SecretsSettings,
    ServerSettings,
    SessionSettings,
    StateSettings,
    UiSettings,
)
from anew.settings.theme import FontFace, ThemePartSettings, ThemeSettings

if TYPE_CHECKING:
    from anew.settings.kinds import Kind


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All options of one app.

    >>> Settings().server.port
    8501
    """

    global_: GlobalSettings = GlobalSettings()
    logger: LoggerSettings = LoggerSettings()
    client: ClientSettings = ClientSettings()
    runner: RunnerSettings = RunnerSettings()
    server: ServerSettings = ServerSettings()
    browser: BrowserSettings = BrowserSettings()
    ui: UiSettings = UiSettings()
    magic: MagicSettings = MagicSettings()
    session: SessionSettings = SessionSettings()
    state: StateSettings = StateSettings()
    secrets: SecretsSettings = SecretsSettings()
    component: ComponentSettings = ComponentSettings()
    map: MapSettings = MapSettings()
    compat: CompatSettings = CompatSettings()
    theme: ThemeSettings = ThemeSettings()
    theme_sidebar: ThemePartSettings = ThemePartSettings()
    theme_light: ThemePartSettings = ThemePartSettings()
    theme_dark: ThemePartSettings = ThemePartSettings()
    theme_light_sidebar: ThemePartSettings = ThemePartSettings()
    theme_dark_sidebar: ThemePartSettings = ThemePartSettings()


# The options that a script may set for its session; all others are set when the server starts.
SCRIPTABLE = frozenset(
    {
        "client.disableDataExport",
        "client.showErrorDetails",
        "client.showSidebarNavigation",
        "client.toolbarMode",
    }
)


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One option, as the command line and the documentation need it."""

    name: str  # As in files and flags: server.runOnSave.
    type: object
    default: object
    description: str
    kind: Kind | None = None  # The format of a string, such as a colour or a length.
    is_secret: bool = False  # Whether its value is not to be printed.
    is_address: bool = False  # Whether it may have a password in it, which is not printed.

    def value_in(self, settings: Settings) -> object:
        """Its value in these settings."""
        section, field = _path(self.name)
        return getattr(getattr(settings, section), field)

    @property
    def is_list(self) -> bool:
        kinds = [kind for kind in get_args(self.type) if kind is not NoneType]
        is_optional = len(kinds) == 1 and get_origin(kinds[0]) is tuple
        return get_origin(self.type) is tuple or is_optional

    @property
    def may_be_list(self) -> bool:
        """Whether it is a list, or may be one."""
        kinds = (self.type, *get_args(self.type))
        return any(get_origin(kind) is tuple for kind in kinds)

    @property
    def is_switch(self) -> bool:
        return self.type is bool or bool in get_args(self.type)

    @property
    def type_name(self) -> str:
        """The type in words: `true|false`, `number`, `a|b|c`, `colour`."""
        if self.kind is not None:
            return self.kind.name
        return "|".join(_words(self.type))


def _words(kind: object) -> list[str]:
    names: dict[object, str] = {
        bool: "true|false",
        int: "whole number",
        float: "number",
        str: "text",
        FontFace: "font face",
    }
    if get_origin(kind) is Literal:
        return [str(word) for word in get_args(kind)]
    if kind in names:
        return [names[kind]]
    if get_origin(kind) is Annotated:
        return _words(get_args(kind)[0])
    return list(dict.fromkeys(word for part in get_args(kind) for word in _words(part)))


@cache
def options() -> dict[str, Option]:
    """Every option by its documented name; collected at the first call."""
    return _read_options()


def with_options(settings: Settings, given: Mapping[str, str | list[str]]) -> Settings:
    """`settings`, changed by options in the form of the command line or environment: strings.

    Raises:
        InvalidParameterValueError: The name is unknown, or the option cannot have the value.
    """
    for name, text in given.items():
        words = text.strip() if isinstance(text, str) else text
        settings = _with(settings, name, words, is_strict=False)
    return settings


def with_values(settings: Settings, given: Mapping[str, object]) -> Settings:
    """`settings`, changed by options in the form of a file: with typed values.

    Raises:
        InvalidParameterValueError: The name is unknown, or the option cannot have the value.
    """
    for name, value in given.items():
        settings = _with(settings, name, value, is_strict=True)
    return settings


def settings_of(given: Mapping[str, object] | None) -> Settings:
    """Options that an author gives in Python: by name, with typed values as in a file.

    >>> settings_of({"server.port": 9000}).server.port
    9000

    Raises:
        InvalidParameterValueError: A name is unknown, or an option cannot have its value.
        InvalidParameterTypeError: `given` is not a mapping.
    """
    if given is not None and not isinstance(given, Mapping):
        raise InvalidParameterTypeError(
            f"settings={given!r} is not a dict. Pass options by their names, such as "
            f'{{"client.toolbarMode": "minimal"}}.'
        )
    return with_values(Settings(), given or {})


def _with(settings: Settings, name: str, value: object, *, is_strict: bool) -> Settings:
    option = options().get(name)
    if option is None:
        raise OptionError(f"There is no option {name!r}.{nearest_option(name)}")
    section_name, field_name = _path(name)
    section = getattr(settings, section_name)
    try:
        converted = msgspec.convert(value, _annotation(type(section), field_name), strict=is_strict)
    except msgspec.ValidationError as error:
        raise OptionError(
            f"Option {name} is of type {option.type_name}; "
            f"{'what was given' if option.is_secret else repr(value)} is not ({error})."
        ) from error
    if option.kind is not None and not option.kind.accepts(converted):
        raise OptionError(
            f"Option {name} is of type {option.type_name}; {value!r} is not "
            f"({option.kind.expected})."
        )
    changed = msgspec.structs.replace(section, **{field_name: converted})
    return msgspec.structs.replace(settings, **{section_name: changed})


def _path(name: str) -> tuple[str, str]:
    section, _, option = name.rpartition(".")
    return _field(section), _snake(option)


def _field(section: str) -> str:
    return "global_" if section == "global" else section.replace(".", "_")


def _snake(name: str) -> str:
    word = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return word.replace("_t_t_l", "_ttl")


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    joined = first + "".join(word.capitalize() for word in rest)
    return joined.replace("Ttl", "TTL")


def _annotation(section: type, field: str) -> object:
    return _annotations(section)[field]


@cache
def _annotations(section: type) -> dict[str, Any]:
    return get_type_hints(section, include_extras=True)


def nearest_option(name: str) -> str:
    """A sentence that suggests options of similar names; "" if there are none."""
    return did_you_mean(name, options())


def _read_options() -> dict[str, Option]:
    found: dict[str, Option] = {}
    for field, section in _annotations(Settings).items():
        defaults = section()
        for own_field in section.__struct_fields__:
            kind, about = get_args(_annotation(section, own_field))[:2]
            name = f"{field.rstrip('_').replace('_', '.')}.{_camel(own_field)}"
            found[name] = Option(
                name=name,
                type=kind,
                default=getattr(defaults, own_field),
                description=about.description,
                kind=(about.extra or {}).get("kind"),
                is_secret=(about.extra or {}).get("is_secret", False),
                is_address=(about.extra or {}).get("is_address", False),
            )
    return found

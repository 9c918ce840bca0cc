"""Every option, once: its name, type, default and meaning.

The command line, the documentation and the checks are made from these records. An
option is named as the documents name it (`server.runOnSave`); here it is `run_on_save`.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Annotated, Literal, get_args, get_origin, get_type_hints

import msgspec

from anew.errors import ValueError as OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

About = msgspec.Meta


class GlobalSettings(msgspec.Struct, frozen=True, kw_only=True):
    disable_widget_state_duplication_warning: Annotated[
        bool,
        About(description="Do not log it when a widget has a default and a value in the state."),
    ] = False


class LoggerSettings(msgspec.Struct, frozen=True, kw_only=True):
    level: Annotated[
        Literal["error", "warning", "info", "debug"],
        About(description="What is logged."),
    ] = "info"
    hide_welcome_message: Annotated[
        bool, About(description="Print nothing at the start but the errors.")
    ] = False


class ClientSettings(msgspec.Struct, frozen=True, kw_only=True):
    show_error_details: Annotated[
        Literal["full", "stacktrace", "type", "none"],
        About(description="What of an error in the script the page shows."),
    ] = "full"
    toolbar_mode: Annotated[
        Literal["auto", "developer", "viewer", "minimal"],
        About(description="What the menu offers; auto is developer on localhost, else viewer."),
    ] = "auto"


class RunnerSettings(msgspec.Struct, frozen=True, kw_only=True):
    magic_enabled: Annotated[
        bool, About(description="Write a bare expression in the script to the page.")
    ] = True
    interrupt: Annotated[
        Literal["newer", "eager"],
        About(
            description="newer: a run that carries a click goes on to its end; "
            "eager: any newer event ends any run."
        ),
    ] = "newer"
    enum_coercion: Annotated[
        Literal["nameOnly", "nameAndValue", "off"],
        About(
            description="Which member of an Enum that a script defines anew stands for one of "
            "before: that of the same name, of the same name and value, or none."
        ),
    ] = "nameOnly"
    enforce_serializable_session_state: Annotated[
        bool,
        About(
            description="After each run, show an error if pickle does not take all of the state."
        ),
    ] = False
    max_threads: Annotated[
        int, About(ge=1, description="How many scripts may run at once in this process.")
    ] = 512


class ServerSettings(msgspec.Struct, frozen=True, kw_only=True):
    address: Annotated[str, About(description="The address to listen on.")] = "localhost"
    port: Annotated[int, About(ge=0, le=65535, description="The port; 0 takes any free one.")] = (
        8501
    )
    headless: Annotated[
        bool | None,
        About(description="Do not open a browser; by default true where there is no display."),
    ] = None
    run_on_save: Annotated[bool, About(description="Run again when the script is saved.")] = False
    allow_run_on_save: Annotated[
        bool, About(description="Users may switch on that the script runs when it is saved.")
    ] = True
    file_watcher_type: Annotated[
        Literal["auto", "poll", "none"],
        About(description="How changes of the script are noticed."),
    ] = "auto"
    allowed_hosts: Annotated[
        tuple[str, ...],
        About(
            description="Names by which browsers may call this server, beside localhost, "
            "the address and plain IP addresses."
        ),
    ] = ()
    cors_allowed_origins: Annotated[
        tuple[str, ...],
        About(description="Other origins whose pages may open a session, as scheme://host:port."),
    ] = ()
    max_message_size: Annotated[
        int, About(ge=1024, le=1024 * 1024, description="Bytes of one message from a browser.")
    ] = 64 * 1024
    max_events_per_second: Annotated[
        float, About(gt=0, description="Events of one session; a burst of twice as many passes.")
    ] = 30.0
    max_sessions_per_browser: Annotated[
        int, About(ge=1, description="Sessions that one browser may have at once.")
    ] = 100
    disconnected_session_ttl: Annotated[
        float,
        About(ge=0, description="Seconds for which the session of a closed tab is kept."),
    ] = 120.0


class SessionSettings(msgspec.Struct, frozen=True, kw_only=True):
    on_reload: Annotated[
        Literal["resume", "new"],
        About(description="Whether a reloaded tab goes on with its session or gets a new one."),
    ] = "resume"


class CompatSettings(msgspec.Struct, frozen=True, kw_only=True):
    streamlit_import: Annotated[
        bool, About(description="`import streamlit` in the app gives anew.")
    ] = True


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
    session: SessionSettings = SessionSettings()
    compat: CompatSettings = CompatSettings()


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One option, as the command line and the documentation need it."""

    name: str  # As documents write it: server.runOnSave.
    type: object
    default: object
    description: str

    def value_in(self, settings: Settings) -> object:
        """What it is set to."""
        section, field = _path(self.name)
        return getattr(getattr(settings, section), field)

    @property
    def is_list(self) -> bool:
        return get_origin(self.type) is tuple

    @property
    def type_name(self) -> str:
        """The type in words: `true|false`, `number`, `a|b|c`."""
        kinds = get_args(self.type) if get_origin(self.type) is not None else (self.type,)
        if get_origin(self.type) is Literal:
            return "|".join(str(word) for word in kinds)
        names = {bool: "true|false", int: "whole number", float: "number", str: "text"}
        return "|".join(names[kind] for kind in kinds if kind in names)


def options() -> dict[str, Option]:
    """Every option by its documented name."""
    return _OPTIONS


def with_options(settings: Settings, given: Mapping[str, str | list[str]]) -> Settings:
    """`settings` with options as a command line or an environment gives them, in words.

    Raises:
        anew.errors.ValueError: for an unknown name or a value that the option cannot take.
    """
    for name, text in given.items():
        words = text.strip() if isinstance(text, str) else text
        settings = _with(settings, name, words, is_strict=False)
    return settings


def with_values(settings: Settings, given: Mapping[str, object]) -> Settings:
    """`settings` with options as a file gives them, each of its own type.

    Raises:
        anew.errors.ValueError: for an unknown name or a value that the option cannot take.
    """
    for name, value in given.items():
        settings = _with(settings, name, value, is_strict=True)
    return settings


def _with(settings: Settings, name: str, value: object, *, is_strict: bool) -> Settings:
    option = _OPTIONS.get(name)
    if option is None:
        raise OptionError(f"There is no option {name!r}.{_nearest(name)}")
    section_name, field_name = _path(name)
    section = getattr(settings, section_name)
    try:
        converted = msgspec.convert(value, _annotation(type(section), field_name), strict=is_strict)
    except msgspec.ValidationError as error:
        raise OptionError(
            f"Option {name} is of type {option.type_name}; {value!r} is not ({error})."
        ) from error
    changed = msgspec.structs.replace(section, **{field_name: converted})
    return msgspec.structs.replace(settings, **{section_name: changed})


def _path(name: str) -> tuple[str, str]:
    section, _, option = name.partition(".")
    return _field(section), _snake(option)


def _field(section: str) -> str:
    return "global_" if section == "global" else section


def _snake(name: str) -> str:
    word = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return word.replace("session_t_t_l", "session_ttl")


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    joined = first + "".join(word.capitalize() for word in rest)
    return joined.replace("SessionTtl", "SessionTTL")


def _annotation(section: type, field: str) -> object:
    return get_type_hints(section, include_extras=True)[field]


def _nearest(name: str) -> str:
    near = difflib.get_close_matches(name, _OPTIONS, n=3)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _read_options() -> dict[str, Option]:
    found: dict[str, Option] = {}
    for section in msgspec.structs.fields(Settings):
        for field in msgspec.structs.fields(section.type):
            hint = get_type_hints(section.type, include_extras=True)[field.name]
            kind, about = get_args(hint)[:2]
            name = f"{section.name.rstrip('_')}.{_camel(field.name)}"
            found[name] = Option(
                name=name, type=kind, default=field.default, description=about.description
            )
    return found


_OPTIONS = _read_options()

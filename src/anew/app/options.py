"""`st.get_option` and `st.set_option`: how a script reads and sets the app's options.

An option that a script sets holds for its own session from then on. Other sessions keep the
configured value.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from anew.ambient.context import current_run
from anew.errors import APIException, UnknownOptionError
from anew.settings.config import load
from anew.settings.foreign import translated, why_foreign
from anew.settings.settings import SCRIPTABLE, nearest_option, options, with_values

if TYPE_CHECKING:
    from anew.ambient.context import RunContext


def get_option(key: str) -> Any:
    """Read one of the app's options.

    Args:
        key: Its name, such as "server.port".

    Returns:
        The value that this session has set with `st.set_option`. Otherwise the value that the
        app was started with: from the command line, the environment, a file, or the default.

    Raises:
        UnknownOptionError: There is no such option.

    Example:
        >>> st.write("This app listens on port", st.get_option("server.port"))
    """
    option = options().get(key)
    if option is None:
        reason = why_foreign(key) or nearest_option(key).strip()
        raise UnknownOptionError(f"There is no option {key!r}. {reason}".strip())
    run = current_run()
    settings = load(Path.cwd(), {}).settings if run is None else run.settings
    value = option.value_in(settings)
    return list(value) if isinstance(value, tuple) else value


def set_option(key: str, value: object) -> None:
    """Set one of the app's options for this session, from now on.

    Scripts may set client.showErrorDetails, client.toolbarMode,
    client.showSidebarNavigation and client.disableDataExport. All others are fixed when the
    server starts.

    Args:
        key: Its name.
        value: Its new value.

    Raises:
        APIException: There is no such option, or a script cannot set it.
        InvalidParameterValueError: The value is not valid for the option.

    Example:
        >>> st.set_option("client.showErrorDetails", "type")
    """
    run = current_run()
    if key not in SCRIPTABLE:
        raise APIException(_refusal(key))
    if key not in options():
        if run is not None:
            run.tell_once(f"st.set_option: {key} has no effect. {why_foreign(key)}")
        return
    value = translated(key, value)
    if run is None:
        with_values(load(Path.cwd(), {}).settings, {key: value})  # Only to check the value.
        return
    run.settings = with_values(run.settings, {key: value})
    run.layers.options[key] = value
    _say_toolbar(run)


def apply_options(run: RunContext) -> None:
    """Give a new run the options that the script has set earlier in this session."""
    if run.layers.options:
        run.settings = with_values(run.settings, run.layers.options)
        _say_toolbar(run)


def _say_toolbar(run: RunContext) -> None:
    if "client.toolbarMode" not in run.layers.options:
        return
    mode = run.settings.client.toolbar_mode
    if mode == "auto":
        mode = "developer" if run.visit.is_local else "viewer"
    run.say(toolbar=mode)


def _refusal(key: str) -> str:
    settable = ", ".join(sorted(SCRIPTABLE))
    if key in options():
        return (
            f"st.set_option: {key!r} cannot be set by a script. Set it when the server starts, in "
            f"config.toml or as --{key}. Scripts may set {settable}."
        )
    reason = why_foreign(key)
    if reason is not None:
        return f"st.set_option: {key!r} is not an option of anew. {reason}"
    return f"st.set_option: there is no option {key!r}. Scripts may set {settable}."

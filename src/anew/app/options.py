"""`st.get_option` and `st.set_option`: options of the app, as its script knows them.

What a script sets holds for its session, from then on: other people's sessions go on as
the author configured them.
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
        What this session has set it to with `st.set_option`, else what the app was started
        with: from the command line, the environment or a file, or the default.

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
    client.showSidebarNavigation and client.disableDataExport. The others are settled when
    the server starts.

    Args:
        key: Its name.
        value: What to set it to.

    Raises:
        APIException: There is no such option, or a script cannot set it.
        InvalidParameterValueError: The option cannot have this value.

    Example:
        >>> st.set_option("client.showErrorDetails", "type")
    """
    run = current_run()
    if key not in SCRIPTABLE:
        raise APIException(_refusal(key))
    if key not in options():
        if run is not None:
            run.tell_once(f"st.set_option: {key} changes nothing. {why_foreign(key)}")
        return
    value = translated(key, value)
    if run is None:
        with_values(load(Path.cwd(), {}).settings, {key: value})  # For its checks alone.
        return
    run.settings = with_values(run.settings, {key: value})
    run.layers.options[key] = value
    _say_toolbar(run)


def apply_options(run: RunContext) -> None:
    """Have a new run go by what the script has set in this session before."""
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
        return f"st.set_option: {key!r} is no option of anew. {reason}"
    return f"st.set_option: there is no option {key!r}. Scripts may set {settable}."

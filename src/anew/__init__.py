"""Web apps from Python scripts that run anew, from top to bottom, at every interaction.

What an app remembers between runs stands in `st.session_state`, for each browser tab:

    import anew as st

    if "count" not in st.session_state:
        st.session_state.count = 0

    def increment(by):
        st.session_state.count += by

    st.title("Counter")
    st.button("Add one", on_click=increment, args=(1,))
    st.write("Count:", st.session_state.count)

Save it as `app.py` and start it with `anew run app.py`.

This file is the list of all that is public. A name is imported when it is first asked
for: an app waits for what it uses, and a server for nothing that draws.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from anew import errors, version
from anew.elements import DEFINED_IN

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew import testing
    from anew.ambient.context import attach_run
    from anew.app.flow import rerun, stop, switch_page
    from anew.app.navigation import navigation
    from anew.app.options import get_option, set_option
    from anew.app.page import Page
    from anew.app.page_config import set_page_config
    from anew.app.query_params import query_params
    from anew.app.secrets import secrets
    from anew.app.session_state import session_state
    from anew.app.visitor import context
    from anew.caching import cache_data, cache_resource
    from anew.elements.alert import error, info, success, warning
    from anew.elements.areas import sidebar
    from anew.elements.button import button
    from anew.elements.caption import caption
    from anew.elements.checkbox import checkbox
    from anew.elements.code import code
    from anew.elements.color_picker import color_picker
    from anew.elements.columns import columns
    from anew.elements.container import container
    from anew.elements.dataframe import dataframe
    from anew.elements.date_input import date_input
    from anew.elements.datetime_input import datetime_input
    from anew.elements.divider import divider
    from anew.elements.download_button import download_button
    from anew.elements.empty import empty
    from anew.elements.exception import exception
    from anew.elements.expander import expander
    from anew.elements.feedback import feedback
    from anew.elements.file_uploader import file_uploader
    from anew.elements.form import form
    from anew.elements.form_submit_button import form_submit_button
    from anew.elements.heading import header, subheader, title
    from anew.elements.help import help
    from anew.elements.image import image
    from anew.elements.json import json
    from anew.elements.link_button import link_button
    from anew.elements.markdown import markdown
    from anew.elements.metric import metric
    from anew.elements.multiselect import multiselect
    from anew.elements.number_input import number_input
    from anew.elements.page_link import page_link
    from anew.elements.pills import pills
    from anew.elements.popover import popover
    from anew.elements.progress import progress
    from anew.elements.radio import radio
    from anew.elements.segmented_control import segmented_control
    from anew.elements.select_slider import select_slider
    from anew.elements.selectbox import selectbox
    from anew.elements.slider import slider
    from anew.elements.spinner import spinner
    from anew.elements.table import table
    from anew.elements.tabs import tabs
    from anew.elements.text import text
    from anew.elements.text_area import text_area
    from anew.elements.text_input import text_input
    from anew.elements.time_input import time_input
    from anew.elements.toast import toast
    from anew.elements.toggle import toggle
    from anew.elements.write import write
    from anew.server.app import create_app

    COMMANDS: tuple[Callable[..., object], ...]

__version__ = version.VERSION

__all__ = [
    "COMMANDS",
    "Page",
    "__version__",
    "attach_run",
    "button",
    "cache_data",
    "cache_resource",
    "caption",
    "checkbox",
    "code",
    "color_picker",
    "columns",
    "container",
    "context",
    "create_app",
    "dataframe",
    "date_input",
    "datetime_input",
    "divider",
    "download_button",
    "empty",
    "error",
    "errors",
    "exception",
    "expander",
    "feedback",
    "file_uploader",
    "form",
    "form_submit_button",
    "get_option",
    "header",
    "help",
    "image",
    "info",
    "json",
    "link_button",
    "markdown",
    "metric",
    "multiselect",
    "navigation",
    "number_input",
    "page_link",
    "pills",
    "popover",
    "progress",
    "query_params",
    "radio",
    "rerun",
    "secrets",
    "segmented_control",
    "select_slider",
    "selectbox",
    "session_state",
    "set_option",
    "set_page_config",
    "sidebar",
    "slider",
    "spinner",
    "stop",
    "subheader",
    "success",
    "switch_page",
    "table",
    "tabs",
    "testing",
    "text",
    "text_area",
    "text_input",
    "time_input",
    "title",
    "toast",
    "toggle",
    "warning",
    "write",
]

# Everything else that is imported when it is asked for, and where it is.
_OTHERS = {
    "attach_run": "anew.ambient.context",
    "cache_data": "anew.caching",
    "cache_resource": "anew.caching",
    "context": "anew.app.visitor",
    "create_app": "anew.server.app",
    "get_option": "anew.app.options",
    "navigation": "anew.app.navigation",
    "Page": "anew.app.page",
    "query_params": "anew.app.query_params",
    "rerun": "anew.app.flow",
    "secrets": "anew.app.secrets",
    "session_state": "anew.app.session_state",
    "set_option": "anew.app.options",
    "set_page_config": "anew.app.page_config",
    "sidebar": "anew.elements.areas",
    "stop": "anew.app.flow",
    "switch_page": "anew.app.flow",
}
_PLACES = {name: f"anew.elements.{module}" for name, module in DEFINED_IN.items()} | _OTHERS


def _found(name: str) -> object:
    if name == "COMMANDS":
        module = importlib.import_module("anew")
        return tuple([getattr(module, command) for command in DEFINED_IN])
    if name == "testing":
        return importlib.import_module("anew.testing")
    if name in _PLACES:
        return getattr(importlib.import_module(_PLACES[name]), name)
    if name.startswith("_"):
        raise AttributeError(f"module 'anew' has no attribute {name!r}")
    raise importlib.import_module("anew.to_come").missing(name, __all__)


if not TYPE_CHECKING:  # Else type checkers took any name to be there.

    def __getattr__(name: str) -> object:
        globals()[name] = found = _found(name)  # The next time it is simply there.
        return found


def __dir__() -> list[str]:
    return __all__

"""Components of the second kind: HTML, CSS and JavaScript that are part of the page.

They have no frame: their code is the author's, and may do in the page whatever the page may. Never
give them text that came from users as HTML. [Components](../components.md) says more.
"""

from __future__ import annotations

import logging
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, TypeAlias

from anew.components.v2.assets import Assets
from anew.elements.component import Definition, place_component
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anew.attribute_dict import AttributeDict
    from anew.elements.shared.parameters import Height, Key, Width

__all__ = ["ComponentRenderer", "component"]

log = logging.getLogger("anew")

_Callback: TypeAlias = "Callable[[], object] | None"

_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_CALLBACK = re.compile(r"on_(\w+)_change")


def component(
    name: str,
    *,
    html: str | None = None,
    css: str | None = None,
    js: str | None = None,
    isolate_styles: bool = True,
) -> ComponentRenderer:
    """Declare a component of HTML, CSS and JavaScript.

    The JavaScript is a module. Its default export is called with one object when the component
    appears, and again whenever its data has changed. The object has `data`, `name`, `key`,
    `parentElement`, `setStateValue(name, value)` and `setTriggerValue(name, value)`. What the function
    returns is called when the component goes, if it is a function.

    Its code runs in the page. Scripts within `html` do not: put code into `js`.

    Args:
        name: Letters, digits, "_", "-" and "."; unique in the app. A component of an installed
            package is named "<project>.<component>".
        html: Its content, or the path of a file in the package's folder of assets.
        css: Its style sheet, or such a path.
        js: Its module, or such a path. A path may have `*` in it, if one file matches.
        isolate_styles: Whether its styles and the page's are apart: its content is then in a
            shadow root.

    Returns:
        What shows the component when it is called.

    Raises:
        InvalidParameterValueError: The name is none, or there is no such file.
        InvalidParameterTypeError: An argument is not text.

    Example:
        >>> counter = st.components.v2.component(
        ...     "counter",
        ...     html="<button>Count</button>",
        ...     js="export default ({parentElement, setTriggerValue}) => {"
        ...     " parentElement.querySelector('button').onclick = () => setTriggerValue('pressed', 1) }",
        ... )
        >>> if counter(on_pressed_change=lambda: None).pressed:
        ...     st.write("Pressed.")
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise InvalidParameterValueError(
            f"component: name={name!r} is not a name of letters, digits, '_', '-' and '.'."
        )
    for parameter, given in {"html": html, "css": css, "js": js}.items():
        if given is not None and not isinstance(given, str):
            raise InvalidParameterTypeError(
                f"component {name!r}: {parameter} is a {type(given).__name__}. Pass text."
            )
    assets = Assets(name)
    markup = assets.text("html", html)
    if _has_code(markup):
        log.warning(
            "The component %r has code in its html, which does not run. Move it into js.", name
        )
    source, address = assets.module(js)
    return ComponentRenderer(
        Definition(name, markup, assets.text("css", css), source, address, bool(isolate_styles))
    )


class _Code(HTMLParser):
    """Notices scripts and handlers of events in HTML."""

    is_there = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_there |= tag == "script" or any(name.startswith("on") for name, _ in attrs)


def _has_code(html: str) -> bool:
    parser = _Code()
    parser.feed(html)
    return parser.is_there


class ComponentRenderer:
    """Shows a component; each call is an instance of its own."""

    def __init__(self, definition: Definition) -> None:
        """Use `component`, which makes these."""
        self._definition = definition

    def __repr__(self) -> str:
        return f"<component {self._definition.name!r}>"

    def __call__(
        self,
        *,
        key: Key | None = None,
        data: object = None,
        default: Mapping[str, Any] | None = None,
        width: Width = "stretch",
        height: Height = "content",
        **on_callbacks: _Callback,
    ) -> AttributeDict:
        """Show the component at the current place.

        Args:
            key: A name, under which `st.session_state` has its states.
            data: What its code gets: what JSON has, a table, a dict of both, or bytes.
            default: States to begin with, by name. Each must be declared by a callback.
            width: Pixels, "stretch" or "content".
            height: Pixels, "stretch" or "content".
            on_callbacks: `on_<name>_change`: declares a state or trigger of that name, and is
                called, before the script runs, when it was set. None only declares it.

        Returns:
            Its states and, in the run that they caused, its triggers: a dict whose items are
            attributes too. Names that are declared and were not set are None.

        Raises:
            InvalidParameterValueError: A callback's name is of another form, or a default is not
                declared.
            InvalidParameterTypeError: `data` cannot be sent, or a callback cannot be called.
        """
        name = self._definition.name
        callbacks = dict(_declared(name, given, call) for given, call in on_callbacks.items())
        return place_component(
            self._definition,
            key=key,
            data=data,
            default=default,
            width=width,
            height=height,
            callbacks=callbacks,
        )


def _declared(name: str, given: str, callback: object) -> tuple[str, Any]:
    found = _CALLBACK.fullmatch(given)
    if found is None:
        raise InvalidParameterValueError(
            f"component {name!r}: there is no parameter {given!r}. A callback's name is of the form "
            f"on_<name>_change."
        )
    if callback is not None and not callable(callback):
        raise InvalidParameterTypeError(
            f"component {name!r}: {given}={callback!r} cannot be called. Pass a function, or None."
        )
    return found[1], callback

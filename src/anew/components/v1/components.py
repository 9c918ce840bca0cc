"""Declares components, and shows them: each is a page in a frame, in a folder or at an address."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anew.ambient.declared import declared
from anew.elements.component_instance import place_component
from anew.elements.iframe import checked_tab_index, checked_url
from anew.errors import (
    InvalidParameterTypeError,
    InvalidParameterValueError,
    MarshallComponentException,
)

if TYPE_CHECKING:
    from anew.elements.shared.parameters import Key, WidgetCallback

__all__ = ["CustomComponent", "MarshallComponentException", "declare_component"]

_NAME = re.compile(r"[^\s/\\?#%]{1,200}")


class CustomComponent:
    """A component that was declared. Calling it shows an instance of it.

    Attributes are as packages know them: `name`, with the module in front of it; `path`, or `url`.
    """

    def __init__(
        self,
        name: str,
        path: str | None = None,
        url: str | None = None,
        module_name: str | None = None,
    ) -> None:
        self.name = name
        self.path = path
        self.url = url
        self.module_name = module_name

    @property
    def abspath(self) -> str | None:
        """The absolute path of its folder, if it has one."""
        return None if self.path is None else os.path.abspath(self.path)  # noqa: PTH100  # of text

    def __call__(
        self,
        *args: Any,
        default: Any = None,
        key: Key | None = None,
        on_change: WidgetCallback | None = None,
        tab_index: int | None = None,
        **kwargs: Any,
    ) -> Any:
        """Show an instance.

        Args:
            *args: None: each argument needs its name.
            default: Returned until the frame has sent a value.
            key: A unique name, under which `st.session_state` holds the value. With a key, the
                frame stays when the arguments change.
            on_change: Called after a change, before the script runs.
            tab_index: When the Tab key comes to the frame, as in HTML; -1 for never.
            **kwargs: The arguments of the component: what JSON can represent, bytes, tables.

        Returns:
            The last value that the frame has sent.

        Raises:
            MarshallComponentException: An argument cannot be sent to the frame.
        """
        if args:
            raise MarshallComponentException(
                f"{self.name}: {args[0]!r} is not given by name. Name each argument of a component."
            )
        return place_component(
            self.name,
            self.url or "",
            kwargs,
            default=default,
            key=key,
            on_change=on_change,
            tab_index=checked_tab_index(self.name, tab_index),
        )

    create_instance = __call__

    def __repr__(self) -> str:
        return f"CustomComponent({self.name!r})"


def declare_component(
    name: str, path: str | Path | None = None, url: str | None = None
) -> CustomComponent:
    """Declare a component: a page that is shown in a frame, and that sends values.

    Args:
        name: A short name. The module that calls this is put in front of it.
        path: The folder with the page, `index.html`, and all that it loads.
        url: The address of the page, for example of a server during development. It precedes
            `path`.

    Returns:
        The component: call it to show it.

    Raises:
        InvalidParameterValueError: The name is not one, there is no such folder, or the address is
            not one for frames.
        InvalidParameterTypeError: There is neither a path nor an address.

    Example:
        >>> from anew.components.v1 import declare_component
        >>> picker = declare_component("picker", url="http://localhost:3001")
        >>> date = picker(label="Which day?", default="today", key="day")
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name.strip(".") != name:
        raise InvalidParameterValueError(
            f"declare_component: {name!r} is not a name. Pass a short one, of letters and digits."
        )
    module = _calling_module()
    full_name = f"{module}.{name}"
    if url is not None:
        address = checked_url("declare_component", "url", url)
        return CustomComponent(full_name, url=address, module_name=module)
    if path is None:
        raise InvalidParameterTypeError(
            "declare_component: there is neither a path nor a url. Pass the folder that has the "
            "component's index.html, or the address of its page."
        )
    folder = Path(path).absolute()
    if not folder.is_dir():
        raise InvalidParameterValueError(
            f"declare_component: there is no folder {str(path)!r}. Build the component's page first."
        )
    declared.declare(full_name, folder)
    return CustomComponent(full_name, path=str(path), module_name=module)


def _calling_module() -> str:
    """The name of the module that calls `declare_component`; of a script, that of its file."""
    names = sys._getframe(2).f_globals  # noqa: SLF001  # as `inspect` does, which is slow to import
    module = str(names.get("__name__", ""))
    if module != "__main__":
        return module
    return Path(str(names.get("__file__", "script"))).stem.replace(" ", "_")

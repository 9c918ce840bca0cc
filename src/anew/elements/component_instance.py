"""A component that others wrote: a frame that is given arguments and sends values."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar

from anew.ambient.context import here
from anew.elements.definition import Widget
from anew.elements.frames.arguments import FramePart, frame_arguments
from anew.elements.frames.elsewhere import page_within
from anew.elements.frames.values import read_value, write_value
from anew.elements.placing import WidgetOptions, place_widget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anew.elements.shared.parameters import Key, OnChange
    from anew.protocol.messages import Json


class ComponentInstance(Widget[Any], frozen=True):
    """One use of a component. Its frame loads `src`, and gets the arguments by messages."""

    resets: ClassVar[tuple[str, ...]] = ("name", "url")  # R38
    has_label: ClassVar[bool] = False
    shows_value: ClassVar[bool] = False  # The frame has it already.
    is_cleared_with_form: ClassVar[bool] = False  # R70

    name: str = ""
    url: str = ""  # Where the author says that it is; empty if this server has its files.
    src: str = ""  # The document of the frame, below the app's URL.
    is_trusted: bool = False  # Its frame has the origin of the app.
    args: str = ""  # JSON; empty if `args_address` has it.
    args_address: str = ""
    parts: tuple[FramePart, ...] = ()
    tab_index: int | None = None
    value: str = ""  # Never sent: see `shows_value`.

    def decode(self, raw: Json) -> Any:
        return read_value(raw)

    def encode(self, value: Any) -> Json:
        return write_value(value)

    def accept(self, value: object) -> Any:
        return value  # The component's own code knows what it may be.

    @property
    def is_default_moving(self) -> bool:
        return True  # The default is one of the arguments, which identify the instance already.

    def identity(self) -> object:
        digest = hashlib.blake2b(self.args.encode("utf-8", "surrogatepass"), digest_size=16)
        return (self.name, self.url, digest.hexdigest(), self.args_address, self.parts)


def place_component(
    name: str,
    url: str,
    given: Mapping[str, Any],
    *,
    default: Any,
    key: Key | None,
    on_change: OnChange,
    tab_index: int | None,
) -> Any:
    """Show an instance of a component; returns its value.

    Args:
        name: The name under which it was declared.
        url: Where it is; empty if its files are in a folder.
        given: Its arguments.
    """
    arguments = {"default": default, "key": None if key is None else str(key), **given}
    args, args_address, parts = frame_arguments(name, arguments)
    record = ComponentInstance(
        name=name,
        url=url,
        src=page_within(url, name) if url else f"/component/{name}/index.html",
        is_trusted=here().run.settings.component.trusts(name),
        args=args,
        args_address=args_address,
        parts=parts,
        tab_index=tab_index,
    )
    options = WidgetOptions(key, None, on_change or "rerun")
    return place_widget(record, default, options, has_default=default is not None)

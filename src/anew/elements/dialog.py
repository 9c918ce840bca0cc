"""A window above the page, whose contents run by themselves.

Wherever it is called, it lies beside the areas of the page, so nothing around the call hides it.

The state has which dialog is open, for a run that resumes the session: whatever opened it, such as a
click, is not repeated then. It opens it again, as the same opening: the tab goes on with what it shows.
"""

from __future__ import annotations

import functools
import secrets
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec.structs import replace

from anew.ambient.context import captured, here
from anew.elements.fragment import Fragment, called_as_fragment
from anew.elements.markup import Inline
from anew.elements.shared.dismissal import place_dismissal
from anew.errors import InvalidLayoutContextError
from anew.protocol.ids import is_within
from anew.protocol.messages import Element
from anew.state.layers import INTERNAL_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.context import Here, RunContext
    from anew.elements.shared.parameters import OnChange

DialogWidth: TypeAlias = int | Literal["small", "medium", "large"]
DialogPosition: TypeAlias = Literal["left", "center", "right"]
Arguments: TypeAlias = "tuple[tuple[Any, ...], dict[str, Any]]"
OpenAgain: TypeAlias = "Callable[[Here, str, Arguments], object]"

SLOT = f"{INTERNAL_PREFIX}dialog"  # Of the state.


class Dialog(Element, frozen=True):
    """The window. A tab whose user dismisses it closes it by itself."""

    id: str = ""
    title: Inline = Inline("")
    icon: str = ""
    size: DialogWidth = "small"  # How wide it is; or pixels.
    position: DialogPosition = "center"
    dismissible: bool = True
    opening: str = ""  # With another one, it opens again though it was dismissed.
    dismissal: str = ""  # The trigger that its dismissal sets off; "" for none.


def called_as_dialog(
    function: Callable[..., Any], shown: Dialog, on_dismiss: OnChange
) -> Callable[..., Any]:
    """A function whose calls open a window, and draw what is in it."""
    name = f"{function.__module__}.{function.__qualname__}"

    def open_dialog(now: Here, opening: str, given: Arguments) -> Any:
        owner = "" if now.fragment is None else now.fragment.id
        now.run.dialog = (name, opening, owner, given)

        def make_record(identity: str, *, is_outlet: bool) -> Element:
            if is_outlet:
                return Fragment(id=identity)
            dismissal = place_dismissal(shown.title, on_dismiss)
            return replace(shown, id=identity, opening=opening, dismissal=dismissal)

        args, kwargs = given
        return called_as_fragment(function, make_record, is_apart=True)(*args, **kwargs)

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        now = here()
        if now.run.builder is None:
            return function(*args, **kwargs)
        _check(now, shown.title.source)
        return open_dialog(now, secrets.token_hex(4), (args, kwargs))

    defined = captured()
    if function.__module__ != "__main__":
        _of_modules[name] = open_dialog
    elif defined is not None:  # Each run of the script defines its own.
        defined.run.dialogs[name] = open_dialog
    return call


_of_modules: dict[str, OpenAgain] = {}  # What opens the dialogs that modules define.


def reopen_dialog(run: RunContext) -> None:
    """Open the dialog that was open, in a run that resumes the session and has opened none."""
    last: Any = run.layers.read(SLOT)
    if run.dialog is not None or not isinstance(last, tuple):
        return
    name, opening, _, given = last
    again = run.dialogs.get(name) or _of_modules.get(name)
    if again is not None:
        again(here(), opening, given)


def keep_dialog(run: RunContext) -> None:
    """Have the state say which dialog is open at the end of a run."""
    layers = run.layers
    last: Any = layers.read(SLOT)
    if run.dialog is not None:
        layers.write(SLOT, run.dialog)
    elif isinstance(last, tuple):
        is_drawn = layers.fragments is None or is_within(last[2], layers.fragments)
        if is_drawn:  # What opened it has not done so again.
            layers.delete(SLOT)


def _check(now: Here, title: str) -> None:
    around = now.fragment
    while around is not None:
        if around.is_apart:
            raise InvalidLayoutContextError(
                f"dialog: {title!r} was called within another dialog. Only one can be open: end "
                f"that one with st.rerun(), and call this one in the next run."
            )
        around = around.parent
    if now.fragment is not None and now.fragment.is_beside and now.run.layers.fragments is None:
        raise InvalidLayoutContextError(
            f"dialog: {title!r} was called in a fragment with parallel=True, beside others that "
            f"may open one, too. Leave parallel=True out, or call it outside."
        )
    if now.run.dialog is not None:
        raise InvalidLayoutContextError(
            f"dialog: {title!r} was called after another dialog of the same run. Only one can be "
            f"open. Call one of them, for example with `elif` in place of `if`."
        )

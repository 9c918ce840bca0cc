"""A container whose widgets are sent together, when a button in it is pressed."""

from __future__ import annotations

from anew.ambient.context import here
from anew.elements.command import command
from anew.elements.container import Container
from anew.elements.placing import place, reserved_key
from anew.elements.shared.parameters import Height, Key, Width, checked_height, checked_width
from anew.errors import InvalidLayoutContextError, InvalidParameterTypeError
from anew.page.builder import FormAround
from anew.protocol.messages import Element


class Form(Element, frozen=True):
    """Elements below one another; what is entered in them waits for a submit button."""

    clear_on_submit: bool = False
    enter_to_submit: bool = True
    border: bool = True
    width: Width = "stretch"
    height: Height = "content"


@command("Forms")
def form(
    key: Key,
    clear_on_submit: bool = False,
    *,
    enter_to_submit: bool = True,
    border: bool = True,
    width: Width = "stretch",
    height: Height = "content",
) -> Container:
    """Make a container whose widgets are sent together.

    What is entered in them does not run the script until a button made with
    `st.form_submit_button` in the form is pressed. Then all values arrive in one run.

    Args:
        key: A unique name.
        clear_on_submit: Whether its widgets return to their defaults after it is sent.
        enter_to_submit: Whether Enter in a field presses the first submit button.
        border: Whether it has a border.
        width: Pixels, "stretch" or "content".
        height: Pixels (then it scrolls), "stretch" or "content".

    Returns:
        The container: call commands on it, or use it in a `with` block.

    Raises:
        InvalidLayoutContextError: It is in another form.
        DuplicateElementKey: Another element of this run has the key.
        ValueAssignmentNotAllowedError: `st.session_state` has a value under the key.

    Example:
        >>> with st.form("order"):
        ...     amount = st.number_input("How many?", 1, 9)
        ...     is_sent = st.form_submit_button("Order")
        >>> if is_sent:
        ...     st.write("Ordered:", amount)
    """
    if key is None:
        raise InvalidParameterTypeError(
            "form: key=None is not a name. Pass text that names the form."
        )
    around = here().place.form
    if around is not None:
        raise InvalidLayoutContextError(
            f"form: {str(key)!r} is in the form {around.key!r}, and forms cannot be nested. Put "
            f"one after the other."
        )
    record = Form(
        key=reserved_key("form", key, is_read_only=True),
        clear_on_submit=clear_on_submit,
        enter_to_submit=enter_to_submit,
        border=border,
        width=checked_width("form", width),
        height=checked_height("form", height) or "content",
    )
    return Container(place(record).inside(FormAround(record.key, is_cleared=clear_on_submit)))

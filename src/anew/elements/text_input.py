"""A line of text to type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from anew.arguments import checked_icon, one_of, shown_text, words_of
from anew.elements.command import command
from anew.elements.placing import WidgetOptions, place_widget
from anew.elements.shared.parameters import (
    BindOption,
    Key,
    LabelVisibility,
    OnChange,
    PersistState,
    WidgetArgs,
    WidgetKwargs,
    WidthWithoutContent,
    shown_label,
)
from anew.elements.shared.typed import Typed, checked_limit, first_text
from anew.errors import BadTimeStringError, InvalidParameterTypeError, InvalidParameterValueError
from anew.state.state import Refused

if TYPE_CHECKING:
    from anew.protocol.messages import Json

TextType: TypeAlias = Literal["default", "password", "email", "url", "phone", "search"]
TEXT_TYPES = words_of(TextType)
DEFAULT_PAUSE_MS = 250
LONGEST_PAUSE_MS = 60_000


class TextInput(Typed, frozen=True):
    """One line of text.

    `validate` is a JavaScript regular expression, matched only in the browser, to help the
    user. The server never matches an author's pattern against what a browser sends: some
    patterns take hours for a short text, and all sessions would wait.
    """

    resets: ClassVar[tuple[str, ...]] = ("max_chars", "validate")

    type: TextType = "default"
    autocomplete: str = ""
    icon: str = ""
    validate: str | None = None  # None uses the check of the type; "" turns it off.
    validate_message: str = ""
    live: int | None = None  # Milliseconds after the last key press until the text is sent.

    def sent(self, raw: Json) -> str:
        text = super().sent(raw)
        if "\n" in text or "\r" in text:
            raise Refused("The text has several lines; a text_input has one.")
        return text


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(value: str = "") -> str: ...


@command("Input widgets")
def text_input(
    label: str,
    value: object = "",
    max_chars: int | None = None,
    key: Key | None = None,
    type: TextType = "default",
    help: str | None = None,
    autocomplete: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    *,
    placeholder: str | None = None,
    disabled: bool = False,
    required: bool = False,
    label_visibility: LabelVisibility = "visible",
    icon: str | None = None,
    validate: str | tuple[str, str] | None = None,
    live: str | bool = False,
    width: WidthWithoutContent = "stretch",
    bind: BindOption = None,
    persist_state: PersistState = None,
) -> str | None:
    r"""Show a field for one line of text.

    Args:
        label: What to type; inline Markdown.
        value: The initial text; None for an empty field, which returns None until somebody
            types.
        max_chars: The maximum length of the text.
        type: "default", "password" (shown as dots), "email", "url", "phone" or "search".
        autocomplete: The HTML attribute that tells browsers what to fill in.
        placeholder: Shown while it is empty.
        required: Whether blank text is rejected.
        icon: An emoji or ":material/name:", in front of the text.
        validate: A JavaScript regular expression that the text must match before the browser
            sends it, or a pair of one and the message to show if it does not match. It helps
            the user but protects nothing, so check what matters in the script.
        live: True sends the text 250 ms after the last key press, text such as "0.5s" after
            that pause; False sends it at Enter, or when the field loses focus.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The text.

    Raises:
        InvalidParameterValueError: An argument is not one of its allowed values.
        BadTimeStringError: `live` is text that is not a duration.

    Example:
        >>> name = st.text_input("Your name")
        >>> phone = st.text_input("Phone", validate=(r"^\d{3}-\d{4}$", "Such as 555-1234."))
    """
    one_of("text_input", "type", type, TEXT_TYPES)
    limit = checked_limit("text_input", max_chars)
    default = first_text(value, limit)
    pattern, message = _checked_validate(validate)
    record = TextInput(
        label=shown_label(label),
        default=default,
        type=type,
        max_chars=limit,
        placeholder=shown_text(placeholder or ""),
        autocomplete=_autocomplete(type, autocomplete),
        icon=checked_icon("text_input", icon),
        required=required,
        validate=pattern,
        validate_message=message,
        live=_checked_live(live),
    )
    options = WidgetOptions(
        key, help, on_change, args, kwargs, disabled, label_visibility, width, persist_state, bind
    )
    return place_widget(record, default, options)


def _autocomplete(type: TextType, autocomplete: str | None) -> str:
    if autocomplete is None:
        # Otherwise browsers fill in a password that an earlier user has saved.
        return "new-password" if type == "password" else ""
    return autocomplete


def _checked_validate(validate: str | tuple[str, str] | None) -> tuple[str | None, str]:
    match validate:
        case None | str():
            return validate, ""
        case (str(pattern), str(message)):
            return pattern, message
        case _:
            raise InvalidParameterValueError(
                f"text_input: validate={validate!r} is neither a regular expression nor a "
                f"pair of one and the message to show."
            )


_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|m)\s*")
_UNITS_MS = {"ms": 1, "s": 1000, "m": 60_000}


def _checked_live(live: str | bool) -> int | None:
    if isinstance(live, bool):
        return DEFAULT_PAUSE_MS if live else None
    if not isinstance(live, str):
        raise InvalidParameterTypeError(
            f"text_input: live={live!r} is neither True, False nor text with a unit, such as "
            f"'300ms' or '0.5s'."
        )
    if live.strip() == "0":
        return 0
    found = _DURATION.fullmatch(live)
    if found is None:
        raise BadTimeStringError(
            f"text_input: live={live!r} is not a duration. Write a number with its unit, such "
            f"as '300ms' or '0.5s'."
        )
    pause_ms = round(float(found[1]) * _UNITS_MS[found[2]])
    if pause_ms > LONGEST_PAUSE_MS:
        raise InvalidParameterValueError(f"text_input: live={live!r} is longer than a minute.")
    return pause_ms

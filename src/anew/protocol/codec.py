"""Decodes frames to typed messages, and encodes messages (step 4 of a click).

No other module knows the format of a frame, which is JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from anew.learned import learned
from anew.protocol.messages import Event, FromTab, Hello, Make, Wire

if TYPE_CHECKING:
    from anew.protocol.messages import FromServer, Location

MAX_FRAME = 64 * 1024  # Characters of a frame from a tab; longer text arrives in pieces.
# A character has up to four bytes. It is a little more than that, so that a frame that has too many
# characters gets our own close code.
MAX_FRAME_BYTES = 4 * MAX_FRAME + 1024
MAX_DEPTH = 32  # Levels of nested arrays and objects in one value.
MAX_NUMBER = 2**53 - 1  # The largest whole number that JavaScript represents exactly.
MAX_NAME = 64  # Characters of an id, and of a locale, a time zone or a theme in `Hello`.
MAX_VALUES = 10_000  # Widget values in one event.
MAX_ADDRESS = 16_384  # Characters of a URL, or of a part of one.


class BadMessage(ValueError):
    """A frame is not a valid message; the text of the error says why."""


def decode(text: str) -> FromTab:
    """Decode a frame from a tab, and check the limits of its message.

    Raises:
        BadMessage: The frame is not a valid message.
    """
    try:
        message = _decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError) as error:
        raise BadMessage(_without_values(str(error))) from error
    match message:
        case Event():
            _check_size(message)
        case Hello():
            _check_names(message)
            _check_location(message.location)
        case Make():
            if len(message.widget) > MAX_NAME or not 1 <= message.n <= MAX_NUMBER:
                raise BadMessage("A file is asked for with an id or a number that is none.")
    return message


def _without_values(text: str) -> str:
    """An error's text for the log: what the frame holds stands between quotes."""
    before, quote, after = text.partition("'")
    return f"{before}…{after.rpartition(quote)[2]}" if quote else text


def encode(message: FromServer) -> str:
    """Encode a message as a frame."""
    return _encoded(message).decode()


def encode_raw(part: object) -> msgspec.Raw:
    """Encode a part of a message ahead of time, so that the event loop only has to copy it."""
    return msgspec.Raw(_encoded(part))


def to_json(part: object) -> str:
    """Any record as the JSON that a tab would receive."""
    return _encoded(part).decode()


def _encoded(part: object) -> bytes:
    try:
        return _encoder.encode(part)
    except UnicodeEncodeError:
        return _encoder.encode(_in_whole_characters(msgspec.to_builtins(part, enc_hook=_to_wire)))


def _in_whole_characters(value: object) -> object:
    """Replace lone surrogates, which names of files may hold and UTF-8 cannot encode."""
    match value:
        case str():
            return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        case list() | tuple():
            return [_in_whole_characters(item) for item in value]
        case dict():
            whole = _in_whole_characters
            return {whole(name): whole(item) for name, item in value.items()}
        case _:
            return value


def _to_wire(value: object) -> object:
    if isinstance(value, Wire):
        return value.to_wire()
    raise TypeError(f"{type(value).__name__} has no form on the wire.")


_decoder: msgspec.json.Decoder[FromTab] = msgspec.json.Decoder(learned(FromTab))
_encoder = msgspec.json.Encoder(enc_hook=_to_wire)


def _check_names(hello: Hello) -> None:
    browser = hello.browser
    names = (hello.instance, hello.tab or "", browser.locale, browser.timezone, browser.theme)
    if any(len(name) > MAX_NAME for name in names):
        raise BadMessage(f"An id or name in a hello has more than {MAX_NAME} characters.")
    if len(browser.url) > MAX_ADDRESS or abs(browser.timezone_offset) > MAX_NUMBER:
        raise BadMessage("The URL or time zone offset in a hello is too large.")


def _check_location(location: Location) -> None:
    if len(location.page) > MAX_ADDRESS or len(location.query) > MAX_ADDRESS:
        raise BadMessage(f"A page or query has more than {MAX_ADDRESS} characters.")


def _check_size(event: Event) -> None:
    if event.location is not None:
        _check_location(event.location)
        if event.values or event.long or event.trigger is not None:
            raise BadMessage("An event has both a location and values or a trigger.")
    if not 1 <= event.n <= MAX_NUMBER or not 0 <= event.seen <= MAX_NUMBER:
        raise BadMessage(f"An event's number is not between 1 and {MAX_NUMBER}.")
    if len(event.values) + len(event.long) > MAX_VALUES:
        raise BadMessage(f"An event has more than {MAX_VALUES} values.")
    for value in event.values.values():
        if isinstance(value, list | dict) and is_deeper_than(value, MAX_DEPTH):
            raise BadMessage(f"A value is nested more than {MAX_DEPTH} levels deep.")


def is_deeper_than(value: object, levels: int) -> bool:
    """Whether lists and dicts are nested in one another more often than so."""
    layer = [value]
    for _ in range(levels):
        layer = [
            child
            for item in layer
            if isinstance(item, list | dict)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        if not layer:
            return False
    return True

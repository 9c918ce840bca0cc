"""Frames to typed messages and back (step 4 of a click). Nothing else knows the wire's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from anew.protocol.messages import Event, FromTab, Hello, Wire

if TYPE_CHECKING:
    from anew.protocol.messages import FromServer, Location

MAX_FRAME = 64 * 1024  # Bytes of a frame from a tab; longer texts come in pieces.
MAX_DEPTH = 32  # Nested arrays and objects in one value.
MAX_NUMBER = 2**53 - 1  # What a browser counts exactly.
MAX_NAME = 64  # Characters of what a tab calls itself.
MAX_VALUES = 10_000  # Widget values in one event.
MAX_ADDRESS = 16_384  # Characters of an address, or of a part of one.


class BadMessage(ValueError):
    """A frame that is not a message of the protocol; the text says why."""


def decode(text: str) -> FromTab:
    """A message from a frame, or `BadMessage`."""
    try:
        message = _decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError) as error:
        raise BadMessage(str(error)) from error
    match message:
        case Event():
            _check_size(message)
        case Hello():
            _check_names(message)
            _check_location(message.location)
    return message


def encode(message: FromServer) -> str:
    """The frame of a message."""
    return _encoded(message).decode()


def encode_raw(part: object) -> msgspec.Raw:
    """A part of a message made ready, so that the event loop has only to copy it."""
    return msgspec.Raw(_encoded(part))


def to_json(part: object) -> str:
    """Any record as the JSON that a tab would see."""
    return _encoded(part).decode()


def _encoded(part: object) -> bytes:
    try:
        return _encoder.encode(part)
    except UnicodeEncodeError:
        return _encoder.encode(_in_whole_characters(msgspec.to_builtins(part, enc_hook=_to_wire)))


def _in_whole_characters(value: object) -> object:
    """Names of files may hold halves of characters: no frame can carry these."""
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


_decoder: msgspec.json.Decoder[FromTab] = msgspec.json.Decoder(FromTab)
_encoder = msgspec.json.Encoder(enc_hook=_to_wire)


def _check_names(hello: Hello) -> None:
    browser = hello.browser
    names = (hello.instance, hello.tab or "", browser.locale, browser.timezone, browser.theme)
    if any(len(name) > MAX_NAME for name in names):
        raise BadMessage(f"Names may have {MAX_NAME} characters.")
    if len(browser.url) > MAX_ADDRESS or abs(browser.timezone_offset) > MAX_NUMBER:
        raise BadMessage("What a browser says of itself is too large.")


def _check_location(location: Location) -> None:
    if len(location.page) > MAX_ADDRESS or len(location.query) > MAX_ADDRESS:
        raise BadMessage(f"An address may have {MAX_ADDRESS} characters.")


def _check_size(event: Event) -> None:
    if event.location is not None:
        _check_location(event.location)
        if event.values or event.long or event.trigger is not None:
            raise BadMessage("An event carries either a location or values.")
    if not 1 <= event.n <= MAX_NUMBER or not 0 <= event.seen <= MAX_NUMBER:
        raise BadMessage(f"Numbers of events go from 1 to {MAX_NUMBER}.")
    if len(event.values) + len(event.long) > MAX_VALUES:
        raise BadMessage(f"An event may carry {MAX_VALUES} values; this one has more.")
    for value in event.values.values():
        if isinstance(value, list | dict) and _is_deeper_than(value, MAX_DEPTH):
            raise BadMessage(f"Values may nest {MAX_DEPTH} levels deep; this one is deeper.")


def _is_deeper_than(value: object, levels: int) -> bool:
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

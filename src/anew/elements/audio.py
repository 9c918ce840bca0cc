"""Sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.ambient.context import here
from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.shared.parameters import STRETCH, WidthWithoutContent, checked_width
from anew.elements.shared.playing import (
    MediaTime,
    checked_times,
    is_array,
    media_address,
    sound_of_array,
)
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container


class Audio(Element, frozen=True):
    """A player of sound."""

    src: str = ""
    start_time: float = 0
    end_time: float | None = None
    loop: bool = False
    autoplay: bool = False
    alt: str = ""
    width: WidthWithoutContent = "stretch"


@command("Media")
def audio(
    data: object,
    format: str = "audio/wav",
    start_time: MediaTime = 0,
    *,
    sample_rate: int | None = None,
    end_time: MediaTime | None = None,
    loop: bool = False,
    autoplay: bool = False,
    alt: str | None = None,
    width: WidthWithoutContent = "stretch",
) -> Container:
    """Show a player of sound.

    Args:
        data: The path of a file, an address that begins with "https://", the content of a file as
            bytes or as an open file, or a numpy array of samples: one dimension, or a row for
            each channel. None shows a player with nothing to play.
        format: The media type of bytes; that of a file follows from its name.
        start_time: Where it begins: seconds, a timedelta, or words such as "5m2s".
        sample_rate: How many samples of an array are played in a second.
        end_time: Where it ends; None for its own end.
        loop: Whether it begins again at its end.
        autoplay: Whether it plays at once. Browsers only let it once the user has done something
            on the page.
        alt: What is heard, for a screen reader.
        width: Pixels or "stretch".

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `data` cannot be played.
        InvalidParameterValueError: The file cannot be read, or a time is none.
        MissingRequiredParameterError: An array without `sample_rate`.

    Example:
        >>> st.audio("https://example.org/song.ogg", start_time="1m5s")
    """
    start, end = checked_times("audio", start_time, end_time)
    if is_array(data):
        src = sound_of_array("audio", data, sample_rate)
    else:
        src = "" if data is None else media_address("audio", data, format)
        if sample_rate is not None:
            here().run.tell_once("audio: sample_rate counts for arrays only, and was ignored.")
    record = Audio(
        src=src,
        start_time=start,
        end_time=end,
        loop=loop,
        autoplay=autoplay,
        alt=shown_text(alt or ""),
        width=checked_width("audio", width, STRETCH),
    )
    return slot_of(record)

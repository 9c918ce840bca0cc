"""Video."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import msgspec

from anew.ambient.context import here
from anew.arguments import shown_text
from anew.elements.command import command
from anew.elements.container import slot_of
from anew.elements.iframe import Iframe, page_document
from anew.elements.shared.parameters import STRETCH, WidthWithoutContent, checked_width
from anew.elements.shared.playing import (
    MediaTime,
    checked_times,
    content_of_file,
    is_address,
    media_address,
)
from anew.errors import InvalidParameterTypeError, InvalidParameterValueError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container

_YOUTUBE = re.compile(
    r"https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/"
    r"(?:watch\?(?:[^#]{0,200}&)?v=|embed/|v/|shorts/|live/)|youtu\.be/)([\w-]{10,20})(?![\w-])",
    re.ASCII,
)
_COMMA = re.compile(r"(\d\d:\d\d:\d\d),(\d\d\d)")  # SRT's times, which have points in WebVTT.
_TIMES = re.compile(r"\d\d:\d\d[.,]\d\d\d[ \t]{1,9}-->")
HEIGHT_OF_FRAME = 400


class Subtitles(msgspec.Struct, frozen=True, omit_defaults=True):
    """Subtitles in one language."""

    src: str = ""
    label: str = ""


class Video(Element, frozen=True):
    """A player of video."""

    src: str = ""
    start_time: float = 0
    end_time: float | None = None
    loop: bool = False
    autoplay: bool = False
    muted: bool = False
    subtitles: tuple[Subtitles, ...] = ()
    alt: str = ""
    width: WidthWithoutContent = "stretch"


@command("Media")
def video(
    data: object,
    format: str = "video/mp4",
    start_time: MediaTime = 0,
    *,
    subtitles: object = None,
    end_time: MediaTime | None = None,
    loop: bool = False,
    autoplay: bool = False,
    muted: bool = False,
    alt: str | None = None,
    width: WidthWithoutContent = "stretch",
) -> Container:
    r"""Show a player of video.

    Args:
        data: The path of a file, an address that begins with "https://", or the content of a file
            as bytes or as an open file. An address of YouTube is shown in an isolated frame. None
            shows a player with nothing to play.
        format: The media type of bytes; that of a file follows from its name.
        start_time: Where it begins: seconds, a timedelta, or words such as "5m2s".
        subtitles: The path of a file, its content as text or bytes, or an open file, in WebVTT or
            SRT; or a dict of these, by what users choose them by. The first is shown.
        end_time: Where it ends; None for its own end.
        loop: Whether it begins again at its end.
        autoplay: Whether it plays at once. Browsers only let it if it is muted, or once the user
            has done something on the page.
        muted: Whether it is silent until the user turns the sound on.
        alt: What is seen, for a screen reader.
        width: Pixels or "stretch".

    Returns:
        The element's place: a command called on it replaces the element.

    Raises:
        InvalidParameterTypeError: `data` cannot be played, or `subtitles` are of another type.
        InvalidParameterValueError: A file cannot be read, a time is none, or the subtitles are
            neither WebVTT nor SRT.

    Example:
        >>> st.video(
        ...     "https://example.org/film.webm",
        ...     subtitles="WEBVTT\n\n00:01.000 --> 00:04.000\nHello!",
        ... )
    """
    start, end = checked_times("video", start_time, end_time)
    checked_width("video", width, STRETCH)
    found = _YOUTUBE.match(data) if isinstance(data, str) and is_address(data) else None
    if found is not None:
        plays: dict[str, object] = {
            "start": int(start),
            "end": end and int(end),
            "autoplay": int(autoplay),
        }
        plays |= {"mute": int(muted), "loop": int(loop), "playlist": loop and found[1]}
        query = urlencode({name: value for name, value in plays.items() if value})
        address = f"https://www.youtube-nocookie.com/embed/{found[1]}?{query}"
        words = shown_text(alt or "Video")
        src = page_document("video", address, words).src
        return slot_of(Iframe(src=src, alt=words, width=width, height=HEIGHT_OF_FRAME))
    record = Video(
        src="" if data is None else media_address("video", data, format),
        start_time=start,
        end_time=end,
        loop=loop,
        autoplay=autoplay,
        muted=muted,
        subtitles=_tracks(subtitles),
        alt=shown_text(alt or ""),
        width=width,
    )
    return slot_of(record)


def _tracks(given: object) -> tuple[Subtitles, ...]:
    if given is None:
        return ()
    each = given if isinstance(given, dict) else {"Subtitles": given}
    return tuple(
        [
            Subtitles(here().run.media.put(_vtt(one), "text/vtt"), shown_text(label))
            for label, one in each.items()
        ]
    )


def _vtt(given: Any) -> str:
    """Subtitles as WebVTT, from that or from SRT."""
    text = _text(given).removeprefix("\ufeff").lstrip()
    if text.startswith("WEBVTT"):
        return text
    if not _TIMES.search(text):
        raise InvalidParameterValueError(
            f"video: subtitles={text[:40]!r} are neither WebVTT nor SRT: there is no line such as "
            f"'00:00:01,000 --> 00:00:04,000'."
        )
    return "WEBVTT\n\n" + _COMMA.sub(r"\1.\2", text)


def _text(given: Any) -> str:
    if callable(getattr(given, "read", None)):
        if callable(getattr(given, "seek", None)):
            given.seek(0)
        given = given.read()
    if isinstance(given, bytes | bytearray):
        return bytes(given).decode("utf-8", "replace")
    if isinstance(given, str) and ("\n" in given or given.startswith("WEBVTT")):
        return given
    if isinstance(given, str | PathLike):
        return content_of_file("video", Path(given)).decode("utf-8", "replace")
    raise InvalidParameterTypeError(
        f"video: subtitles cannot be {type(given).__name__}. Pass a path, text, bytes, an open "
        f"file, or a dict of these."
    )

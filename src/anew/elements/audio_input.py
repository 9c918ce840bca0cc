"""A recording of sound, which the user makes with the microphone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.elements.command import command
from anew.elements.placing import WidgetOptions
from anew.elements.shared.files_widget import FilesWidget, place_file
from anew.elements.shared.parameters import (
    Key,
    LabelVisibility,
    OnChange,
    WidgetArgs,
    WidgetKwargs,
    WidthWithoutContent,
    shown_label,
)
from anew.elements.shared.recording import WAV, SampleRate, checked_rate
from anew.state.place import Takes

if TYPE_CHECKING:
    from anew.elements.shared.uploaded_file import UploadedFile


class AudioInput(FilesWidget, frozen=True):
    """A recording: WAV, one channel, 16 bits."""

    sample_rate: int = 16_000  # 0 for that of the browser.

    @property
    def takes(self) -> Takes:
        return Takes(types=WAV, most_bytes=self.max_bytes, is_disabled=self.disabled)


@command("Input widgets")
def audio_input(
    label: str,
    *,
    sample_rate: SampleRate = 16000,
    key: Key | None = None,
    help: str | None = None,
    on_change: OnChange = "rerun",
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    disabled: bool = False,
    label_visibility: LabelVisibility = "visible",
    width: WidthWithoutContent = "stretch",
) -> UploadedFile | None:
    """Show a recorder of sound.

    The browser asks the user for permission. It has a microphone for pages that come by https or
    from the user's own machine only.

    A recording is a WAV file of one channel with 16 bits per sample, made in the browser. Like an
    uploaded file it is kept for this session until the user clears it or records again, and
    outlives a restart of the server. It ends by itself when it is as large as
    `server.maxUploadSize` allows.

    Args:
        label: What is to be recorded; inline Markdown.
        sample_rate: Samples per second: 8000, 11025, 16000 (what most models of speech take),
            22050, 24000, 32000, 44100 or 48000; None for as many as the browser records.
        key: A unique name, under which `st.session_state` holds the recording; it can be read
            there, but not set.
        ...: What all widgets take: see `elements/shared/documentation.py`.

    Returns:
        The recording, a file, or None before there is one. Each run gets a new file object,
        positioned at its start.

    Raises:
        InvalidParameterValueError: `sample_rate` is none of these.

    Example:
        >>> order = st.audio_input("Say what you would like")
        >>> if order is not None:
        ...     st.audio(order)
    """
    rate = checked_rate("audio_input", "sample_rate", sample_rate)
    record = AudioInput(label=shown_label(label), sample_rate=rate)
    options = WidgetOptions(key, help, on_change, args, kwargs, disabled, label_visibility, width)
    return place_file(record, options)

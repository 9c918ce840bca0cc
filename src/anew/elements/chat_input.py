"""What a user says in a conversation: text, files, a recording.

Each message is a trigger with a value: it causes a run of its own, which sees it and no other. Files
are uploaded before, as those of a file uploader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

import msgspec

from anew.ambient.context import enter, here, leave
from anew.ambient.uploads import MEGABYTE, MOST_FILES, is_allowed
from anew.arguments import one_of, shown_text, words_of
from anew.elements.command import command
from anew.elements.definition import Widget
from anew.elements.placing import WidgetOptions, check_outside_forms, place_widget_with_slot
from anew.elements.shared.chat_value import ChatInputValue
from anew.elements.shared.files_taken import (
    Ids,
    checked_size,
    checked_types,
    files_named,
    sent_ids,
)
from anew.elements.shared.parameters import (
    STRETCH,
    Height,
    Key,
    WidgetArgs,
    WidgetCallback,
    WidgetKwargs,
    WidthWithoutContent,
    checked_height,
    sent_text,
)
from anew.elements.shared.recording import WAV, SampleRate, checked_rate
from anew.elements.shared.typed import checked_limit
from anew.errors import APIException, InvalidParameterTypeError
from anew.learned import learned
from anew.state.place import Takes
from anew.state.state import Refused, Written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anew.ambient.uploads import Uploads
    from anew.elements.shared.uploaded_file import UploadedFile
    from anew.protocol.messages import Json

Accepts: TypeAlias = Literal["", "one", "many", "folder"]
SubmitMode: TypeAlias = Literal["submit", "disable", "stop"]
SUBMIT_MODES = words_of(SubmitMode)

_ACCEPTS: dict[bool | str, Accepts] = {
    False: "",
    True: "one",
    "multiple": "many",
    "directory": "folder",
}
_MOST_FILES: dict[Accepts, int] = {"": 0, "one": 1, "many": MOST_FILES, "folder": MOST_FILES}


@learned
class Sent(msgspec.Struct, frozen=True):
    """A message as a browser sends it, where it may be more than text."""

    text: str = ""
    files: Ids = ()
    audio: str = ""  # The id of a recording.


_sent = msgspec.json.Decoder(Sent)


class ChatInput(Widget[Any], frozen=True):
    """A field for a message, which is sent once.

    A message is text, or where there may be more the JSON of a `Sent`: as text, because only text
    may be long.
    """

    is_trigger: ClassVar[bool] = True
    says: ClassVar[bool] = True
    has_label: ClassVar[bool] = False
    shows_value: ClassVar[bool] = False
    resets: ClassVar[tuple[str, ...]] = ("accepts", "types", "max_chars", "max_bytes")
    widths: ClassVar[tuple[str, ...]] = STRETCH

    placeholder: str = ""
    max_chars: int = 0  # 0 for no limit.
    accepts: Accepts = ""
    types: tuple[str, ...] = ()  # Extensions and media types; empty for any.
    max_bytes: int = 200 * MEGABYTE
    records: bool = False  # Whether a message may have a recording.
    sample_rate: int = 16_000  # Of a recording; 0 for that of the browser.
    submit_mode: SubmitMode = "submit"
    height: Height = "content"
    text: str = ""  # What it shows once `renewals` has grown: the author has written it.
    value: str = ""  # Never sent: see `shows_value`.

    def decode(self, raw: Json) -> str | Sent:
        if not self.takes_more:
            text = sent_text(raw)
            self._check(text, is_more=False)
            return text
        try:
            sent = _sent.decode(raw if isinstance(raw, str) else "")
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise Refused("This is not a message with files.") from error
        self._check(sent_text(sent.text), is_more=bool(sent.files or sent.audio))
        sent_ids(sent.files, _MOST_FILES[self.accepts])
        sent_ids([sent.audio] if sent.audio else [], 1 if self.records else 0)
        return sent

    def encode(self, value: str | Sent | None) -> Json:
        return msgspec.json.encode(value).decode() if isinstance(value, Sent) else value or ""

    def accept(self, value: object) -> Any:
        if value is None or isinstance(value, str | Sent | ChatInputValue):
            return shown_text(value) if isinstance(value, str) else value
        raise InvalidParameterTypeError(
            f"chat_input: its value in st.session_state is {value!r}; set the text that it is to "
            f"show."
        )

    def shaped(self, value: object) -> ChatInput:
        if not isinstance(value, Written):
            return self
        return msgspec.structs.replace(self, text=value.value or "")

    @property
    def takes_more(self) -> bool:
        """Whether a message may be more than text."""
        return bool(self.accepts) or self.records

    @property
    def takes(self) -> Takes:
        """What may be uploaded. Several messages may wait, each with its file."""
        any_file = bool(self.accepts) and not self.types
        return Takes(
            types=() if any_file else (*self.types, *WAV) if self.records else self.types,
            most_bytes=self.max_bytes,
            is_multiple=True,
            has_folders=self.accepts == "folder",
            is_disabled=self.disabled,
        )

    def _check(self, text: str, *, is_more: bool) -> None:
        if self.max_chars and len(text) > self.max_chars:
            raise Refused(f"The message is longer than {self.max_chars} characters.")
        if not text.strip() and not is_more:
            raise Refused("The message is empty.")


if TYPE_CHECKING:  # Calls that tell what is returned; the stubs have them as overloads.

    def _(
        *, accept_file: Literal[False] = False, accept_audio: Literal[False] = False
    ) -> str | None: ...
    def _(*, accept_file: Literal[True, "multiple", "directory"]) -> ChatInputValue | None: ...
    def _(*, accept_audio: Literal[True]) -> ChatInputValue | None: ...


@command("Chat")
def chat_input(
    placeholder: str = "Your message",
    *,
    key: Key | None = None,
    max_chars: int | None = None,
    max_upload_size: int | None = None,
    accept_file: bool | Literal["multiple", "directory"] = False,
    file_type: str | Sequence[str] | None = None,
    accept_audio: bool = False,
    audio_sample_rate: SampleRate = 16000,
    disabled: bool = False,
    submit_mode: SubmitMode = "submit",
    on_submit: WidgetCallback | None = None,
    args: WidgetArgs = None,
    kwargs: WidgetKwargs = None,
    width: WidthWithoutContent = "stretch",
    height: Height = "content",
) -> str | ChatInputValue | None:
    """Show a field for a message of a chat.

    Called for the page itself, it stays in view at the bottom of the page; in a container, a
    column, the sidebar and so on it stands where it is called. Enter sends the message, Shift+Enter
    begins a line. Each message causes a run of its own; those that are sent while a run is on wait
    for its end.

    Args:
        placeholder: Shown while it is empty, and its name for screen readers.
        key: A unique name. Text that is set in `st.session_state` under it, before it is made,
            is shown in the field as if typed.
        max_chars: The maximum length of the text.
        max_upload_size: The largest size of a file, in megabytes; by default the option
            `server.maxUploadSize`.
        accept_file: Whether files may be attached: True for one, "multiple" for several (up to
            1,000), "directory" for everything in a folder.
        file_type: Which files: an extension such as "csv" or ".csv", a media type such as
            "image/png", "image/*" or "image", or a list of them; None for any.
        accept_audio: Whether a message may have a recording, which the user makes with the
            microphone; it is sent as soon as it is complete. `st.audio_input` says what it is.
        audio_sample_rate: Samples per second of a recording: 8000, 11025, 16000, 22050, 24000,
            32000, 44100 or 48000; None for as many as the browser records.
        disabled: Shown, but nothing can be sent.
        submit_mode: What users can do while the run of their message lasts: "submit" further
            messages, nothing ("disable"), or "stop" it.
        on_submit: Called after a message is sent, before the script runs.
        args: Positional arguments for `on_submit`.
        kwargs: Named arguments for `on_submit`.
        width: Pixels or "stretch".
        height: Pixels that it has at least, "content", or "stretch" for all that its container
            has. It grows with its text.

    Returns:
        The text in the one run that sending it caused, else None. If a message may have files or
        a recording, a `ChatInputValue` instead: its `.text` is the text; with `accept_file`, its
        `.files` is a list of files; with `accept_audio`, its `.audio` the recording, or None.

    Raises:
        APIException: `on_submit` is not callable.
        InvalidLayoutContextError: It is in a form.
        InvalidParameterValueError: Another argument is not one of its allowed values.

    Example:
        >>> prompt = st.chat_input("Ask the baker")
        >>> if prompt:
        ...     st.chat_message("user").write(prompt)
        ...     st.chat_message("assistant").write("We open at six.")
    """
    check_outside_forms("chat_input")
    one_of("chat_input", "accept_file", accept_file, tuple(_ACCEPTS))
    one_of("chat_input", "submit_mode", submit_mode, SUBMIT_MODES)
    if on_submit is not None and not callable(on_submit):
        raise APIException(f"chat_input: on_submit={on_submit!r} is not callable. Pass a function.")
    record = ChatInput(
        placeholder=shown_text(placeholder),
        max_chars=checked_limit("chat_input", max_chars),
        accepts=_ACCEPTS[accept_file],
        types=checked_types("chat_input", "file_type", file_type),
        max_bytes=checked_size("chat_input", max_upload_size) * MEGABYTE,
        records=bool(accept_audio),
        sample_rate=checked_rate("chat_input", "audio_sample_rate", audio_sample_rate),
        submit_mode=submit_mode,
        height=checked_height("chat_input", height) or "content",
    )
    options = WidgetOptions(key, None, on_submit, args, kwargs, disabled, width=width)
    run, place, _ = here()
    if run.builder is None or place is not run.builder.area("main"):
        return _message(record, options)
    token = enter(run, run.builder.area("bottom"))
    try:
        return _message(record, options)
    finally:
        leave(token)


def _message(record: ChatInput, options: WidgetOptions) -> str | ChatInputValue | None:
    """Put it at the current place; what was sent, if this run is for that."""
    uploads = here().run.uploads
    value, slot = place_widget_with_slot(
        record,
        None,
        options,
        resolve=lambda widget, sent: _resolved(uploads, record, widget, sent),
    )
    shown = slot.draft.element
    assert isinstance(shown, ChatInput)
    if record.takes_more:
        files = _files_of(value) if isinstance(value, ChatInputValue) else []
        uploads.offer(shown.id, shown.takes, [file.stored for file in files])
    return None if isinstance(value, Written) else value


def _resolved(
    uploads: Uploads, record: ChatInput, widget: str, sent: str | Sent
) -> str | ChatInputValue:
    if isinstance(sent, str):
        return sent
    value = ChatInputValue(text=sent.text)
    if record.accepts:
        value.files = _of_types(record.types, files_named(uploads, widget, sent.files))
    if record.records:
        sound = files_named(uploads, widget, (sent.audio,) if sent.audio else ())
        value.audio = next(iter(_of_types(WAV, sound)), None)
    return value


def _of_types(types: tuple[str, ...], files: list[UploadedFile]) -> list[UploadedFile]:
    """These files: a recording is not taken as a file of another type, nor the other way round."""
    for file in files:
        if not is_allowed(types, file.name, file.type):
            raise Refused(f"{file.name} is not of these types: {', '.join(types)}.")
    return files


def _files_of(value: ChatInputValue) -> list[UploadedFile]:
    sound = value.get("audio")
    return [*value.get("files", ()), *([] if sound is None else [sound])]

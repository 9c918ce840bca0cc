"""What a user has sent in a chat, where that may be more than text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anew.attribute_dict import AttributeDict

if TYPE_CHECKING:
    from anew.elements.shared.uploaded_file import UploadedFile


class ChatInputValue(AttributeDict):
    """A message: a dict whose items are attributes, too.

    There are `files` if the chat input takes files, and `audio` if it takes a recording.
    """

    __slots__ = ()

    if TYPE_CHECKING:
        text: str
        files: list[UploadedFile]
        audio: UploadedFile | None

    def to_dict(self) -> dict[str, Any]:
        """A plain dict with the same items."""
        return dict(self)

"""A message of a conversation: who says it, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec.structs import replace

from anew.ambient.context import here
from anew.arguments import is_icon, shown_text
from anew.elements.command import command
from anew.elements.container import VerticalBlock, block_of
from anew.elements.shared.parameters import Width, checked_width
from anew.elements.shared.pictures import picture_address
from anew.errors import MissingRequiredParameterError
from anew.protocol.messages import Element

if TYPE_CHECKING:
    from anew.elements.container import Container
    from anew.page.tree import Draft

Author: TypeAlias = Literal["user", "assistant", ""]  # "" for any other.

_AUTHORS: dict[str, Author] = {
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "ai": "assistant",
}


class ChatMessage(Element, frozen=True):
    """The contents of a message, beside the sign of who says it.

    The sign is a picture or an icon; with neither it is that of the author, or a letter.
    """

    name: str = ""
    author: Author = ""
    icon: str = ""  # An emoji, ":material/name:" or "spinner".
    picture: str = ""  # Its address.
    width: Width = "stretch"


@command("Chat")
def chat_message(
    name: str, *, avatar: Literal["user", "assistant"] | Any = None, width: Width = "stretch"
) -> Container:
    """Make a container for one message of a chat.

    Args:
        name: Who says it, for screen readers: "user" or "human", "assistant" or "ai", or any
            other name.
        avatar: What is shown beside it: "user" or "assistant", one emoji, ":material/name:",
            "spinner", or a picture in any form that `st.image` takes; None for what goes with
            the name, which is its first letter if it is another one.
        width: Pixels, "stretch" or "content".

    Returns:
        The container: call commands on it, or use it in a `with` block.

    Raises:
        MissingRequiredParameterError: `name` is None.

    Example:
        >>> st.chat_message("user").write("What is in a pretzel?")
        >>> with st.chat_message("assistant"):
        ...     st.write("Flour, water, yeast, salt and **lye**.")
    """
    if name is None:
        raise MissingRequiredParameterError(
            "chat_message: name is None. Say who the message is from, such as 'user' or "
            "'assistant'."
        )
    _follow_end(here().place.draft)
    return block_of(_record(shown_text(name), avatar, checked_width("chat_message", width)))


def _follow_end(around: Draft) -> None:
    """Have a container of fixed height follow its messages, unless its author says otherwise."""
    block = around.element
    if (
        isinstance(block, VerticalBlock)
        and block.autoscroll is None
        and isinstance(block.height, int)
    ):
        around.element = replace(block, autoscroll=True)


def _record(name: str, avatar: Any, width: Width) -> ChatMessage:
    author = _AUTHORS.get(name.lower(), "")
    if avatar is None:
        return ChatMessage(name=name, author=author, width=width)
    if not isinstance(avatar, str):
        address = picture_address("chat_message", avatar)
        return ChatMessage(name=name, picture=address, width=width)
    if avatar in _AUTHORS:
        return ChatMessage(name=name, author=_AUTHORS[avatar], width=width)
    text = avatar.strip()
    if text == "spinner" or (text and is_icon(text)):
        return ChatMessage(name=name, icon=text, width=width)
    return ChatMessage(name=name, picture=picture_address("chat_message", avatar), width=width)

"""What the clients of language models stream: the text in each of their chunks.

Chunks are recognised by the names of their classes and modules, or as dicts by their form: no library
is imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOTHING = ""  # A chunk that only says how the stream goes, such as that it has begun.


def text_of(chunk: object) -> str | None:
    """The text in a chunk, which may be empty; None if it is something else, to be shown as it is."""
    if isinstance(chunk, str):
        return chunk
    library = type(chunk).__module__.partition(".")[0]
    read = _LIBRARIES.get(library)
    return None if read is None else read(chunk)


def _of_openai(chunk: Any) -> str | None:
    """Of chat completions, completions, and responses."""
    name = type(chunk).__name__
    if name == "ChatCompletionChunk":
        choices = chunk.choices
        return (choices[0].delta.content or NOTHING) if choices else NOTHING
    if name == "Completion":
        return (chunk.choices[0].text or NOTHING) if chunk.choices else NOTHING
    kind = getattr(chunk, "type", None)
    if isinstance(kind, str) and kind.startswith("response."):
        return str(chunk.delta) if kind in _SPOKEN else NOTHING
    return None


_SPOKEN = {"response.output_text.delta", "response.refusal.delta"}


def _of_anthropic(chunk: Any) -> str | None:
    kind = getattr(chunk, "type", None)
    if kind == "content_block_delta":
        return getattr(chunk.delta, "text", None) or NOTHING
    if kind == "text":  # Of the helper that gathers events: their texts come as deltas, too.
        return NOTHING
    return NOTHING if kind in _OTHERS_OF_ANTHROPIC else None


_OTHERS_OF_ANTHROPIC = {
    "message_start",
    "message_delta",
    "message_stop",
    "content_block_start",
    "content_block_stop",
    "input_json",
    "citation",
    "thinking",
    "signature",
    "ping",
}


def _of_langchain(chunk: Any) -> str | None:
    name = type(chunk).__name__
    if not name.endswith(("Message", "MessageChunk", "GenerationChunk")):
        return None
    content = getattr(chunk, "content", None)
    if content is None:
        content = getattr(chunk, "text", NOTHING)
    return "".join(map(_part, content)) if isinstance(content, list) else str(content)


def _part(part: object) -> str:
    """A part of a message: text, or text with its type."""
    if isinstance(part, str):
        return part
    text = part.get("text") if isinstance(part, Mapping) else None
    return text if isinstance(text, str) else NOTHING


_LIBRARIES = {
    "openai": _of_openai,
    "anthropic": _of_anthropic,
    "langchain": _of_langchain,
    "langchain_core": _of_langchain,
}

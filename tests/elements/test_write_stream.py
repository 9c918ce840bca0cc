from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from elements.refusals import refused
from rules.apps import app

import anew as st
from anew.ambient.control import StopSignal
from anew.elements.markup import Markdown
from anew.elements.markup.growing import Grown


def bodies(tab):
    return [getattr(one, "body", one) for one in tab.elements]


def test_text_grows_in_one_place_and_is_returned(tab):
    seen = []

    def words():
        yield "One "
        seen.append(bodies(tab))
        yield "**two**"
        seen.append(bodies(tab))

    assert tab.run(lambda: st.write_stream(words(), cursor="▌")) == "One **two**"

    assert seen == [[Markdown("One ▌")], [Markdown("One **two**▌")]]
    assert bodies(tab) == [Markdown("One **two**")]


@pytest.mark.parametrize(
    "stream",
    [lambda: iter(["a", "b"]), lambda: ["a", "b"], lambda: lambda: (one for one in "ab")],
)
def test_whatever_can_be_gone_through_is_a_stream(tab, stream):
    assert tab.run(lambda: st.write_stream(stream())) == "ab"
    assert bodies(tab) == [Markdown("ab")]


def test_an_async_generator_is_waited_for():
    at = app("""
        import asyncio

        async def later():
            for word in ("a", "b"):
                await asyncio.sleep(0)
                yield word

        st.text((st.write_stream(later), st.write_stream(later())))
    """)

    assert at.markdown.values == ["ab", "ab"]
    assert at.text.values == ["('ab', 'ab')"]


def test_in_a_script_that_awaits_an_async_generator_is_refused():
    at = app("""
        import asyncio

        async def later():
            yield "a"

        await asyncio.sleep(0)
        st.write_stream(later())
    """)

    assert at.exception[0].message.startswith("write_stream: a script that awaits is in the loop")


def test_what_is_no_text_is_shown_as_it_is_and_listed(tab):
    written = tab.run(lambda: st.write_stream(["a", "b", {"c": 1}, "d"]))

    assert written == ["ab", {"c": 1}, "d"]
    assert [one.__struct_config__.tag for one in tab.elements] == ["markdown", "json", "markdown"]


def test_nothing_is_an_empty_text(tab):
    assert tab.run(lambda: st.write_stream([])) == ""
    assert tab.elements == []


def test_what_came_stays_when_the_run_is_stopped(tab):
    def words():
        yield "One "
        yield "two"
        tab.last_run.control.ask("stop")
        yield " three"
        yield "never"

    with pytest.raises(StopSignal):
        tab.run(lambda: st.write_stream(words(), cursor="▌"))

    assert bodies(tab) == [Markdown("One two three")]


def test_the_same_text_in_the_next_run_is_the_same_element(tab):
    tab.run(lambda: st.write_stream(["# One\n\n", "two"]))
    [streamed] = tab.elements
    tab.run(lambda: st.markdown("# One\n\ntwo"))

    assert isinstance(streamed.body, Grown)
    assert tab.element == streamed
    assert hash(tab.element) == hash(streamed)


@pytest.mark.parametrize("stream", ["plain", b"plain"])
def test_plain_text_is_no_stream(tab, stream):
    with refused(
        st.errors.InvalidParameterTypeError,
        "write_stream: this is plain text, which does not arrive piece by piece. Show it with "
        "st.write(...), or pass a generator.",
    ):
        tab.run(lambda: st.write_stream(stream))


def test_what_cannot_be_gone_through_is_no_stream(tab):
    with refused(
        st.errors.InvalidParameterTypeError,
        "write_stream: 7 is not something to go through. Pass a generator, a function that "
        "returns one, or another iterable.",
    ):
        tab.run(lambda: st.write_stream(7))


# What the clients of language models yield, in the form of their libraries.


@dataclass
class Any_:  # noqa: N801  # a part of a chunk, whatever its class is called
    content: Any = None
    text: Any = None
    delta: Any = None
    choices: list[Any] = field(default_factory=list)
    type: str = ""


def chunk(library: str, name: str, **fields: Any) -> Any:
    return type(name, (Any_,), {"__module__": f"{library}.types"})(**fields)


def completion(text: str | None) -> Any:
    return chunk("openai", "ChatCompletionChunk", choices=[Any_(delta=Any_(content=text))])


STREAMS = {
    "chat completions": [
        completion(None),
        completion("a"),
        chunk("openai", "ChatCompletionChunk"),
        completion("b"),
    ],
    "completions": [
        chunk("openai", "Completion", choices=[Any_(text="a")]),
        chunk("openai", "Completion", choices=[Any_(text="b")]),
    ],
    "responses": [
        chunk("openai", "ResponseCreatedEvent", type="response.created"),
        chunk("openai", "ResponseTextDeltaEvent", type="response.output_text.delta", delta="a"),
        chunk("openai", "ResponseTextDeltaEvent", type="response.output_text.delta", delta="b"),
        chunk("openai", "ResponseCompletedEvent", type="response.completed"),
    ],
    "anthropic": [
        chunk("anthropic", "RawMessageStartEvent", type="message_start"),
        chunk("anthropic", "RawDelta", type="content_block_delta", delta=Any_(text="a")),
        chunk("anthropic", "TextEvent", type="text", text="a"),
        chunk("anthropic", "RawDelta", type="content_block_delta", delta=Any_(text="b")),
        chunk("anthropic", "RawDelta", type="content_block_delta", delta=Any_()),
        chunk("anthropic", "RawMessageStopEvent", type="message_stop"),
    ],
    "langchain": [
        chunk("langchain_core", "AIMessageChunk", content="a"),
        chunk("langchain_core", "AIMessageChunk", content=[{"type": "text", "text": "b"}, {}]),
    ],
}


@pytest.mark.parametrize("client", STREAMS)
def test_the_chunks_of_well_known_clients_are_text(tab, client):
    assert tab.run(lambda: st.write_stream(STREAMS[client])) == "ab"
    assert bodies(tab) == [Markdown("ab")]

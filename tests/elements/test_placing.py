"""What all widgets take, whichever they are: it stands once, and each has to hand it on."""

from __future__ import annotations

import inspect

import pytest
from elements.refusals import refused
from rules.widget_calls import CALLS

import anew as st
from anew.elements.markup import Markdown
from anew.errors import InvalidWidthError

BUTTONS = {
    "button": "st.button('w', key='k')",
    "download_button": "st.download_button('w', 'text', key='k')",
    "link_button": "st.link_button('w', 'https://example.org', key='k')",
    "menu_button": "st.menu_button('w', ['A'], key='k')",
    "file_uploader": "st.file_uploader('w', key='k')",
    "audio_input": "st.audio_input('w', key='k')",
    "camera_input": "st.camera_input('w', key='k')",
}
# A component is called by what declares it; a table calls its function by another parameter.
APART = {"component", "dataframe"}
COMMANDS = {kind: call.keyed() for kind, call in CALLS.items() if kind not in APART}
WIDGETS = {**COMMANDS, **BUTTONS}
WITHOUT_LABEL = {"data_editor", "feedback", "pagination", "tabs"}


def parameters_of(kind):
    return inspect.signature(getattr(st, kind)).parameters


def called() -> None:
    """What the widgets are to call."""


def made(tab, kind, **options):
    """The record and the state's view of a widget with these, as far as it takes them."""
    taken = parameters_of(kind)
    options = {name: value for name, value in options.items() if name in taken}
    more = {name: f"options[{name!r}]" for name in options}
    call = WIDGETS[kind].replace(", on_change='rerun'", "")
    arguments = "".join(f", {name}={text}" for name, text in more.items())
    tab.run(lambda: eval(f"{call[:-1]}{arguments})", {"st": st, "options": options}))
    return tab.element, tab.widget("k"), options


@pytest.mark.parametrize("kind", WIDGETS)
def test_what_all_widgets_take_arrives_where_it_belongs(kind, tab):
    record, placed, taken = made(
        tab,
        kind,
        help="why",
        on_change=called,
        on_click=called,
        args=(1, 2),
        kwargs={"three": 3},
        disabled=True,
        label_visibility="hidden",
        width=321,
        persist_state="session",
    )

    assert (record.key, placed.slot, placed.kind) == ("k", "k", kind)
    assert record.help == (Markdown("why") if "help" in taken else None)
    assert record.disabled == placed.is_disabled == taken.get("disabled", False)
    assert record.label_visibility == taken.get("label_visibility", "visible")
    assert record.width == 321
    assert placed.callback == (called, (1, 2), {"three": 3})
    assert placed.is_kept == placed.is_kept_across_pages == ("persist_state" in taken)


@pytest.mark.parametrize("kind", [kind for kind in WIDGETS if "bind" in parameters_of(kind)])
def test_the_address_has_what_its_author_binds(kind, tab):
    _, placed, _ = made(tab, kind, bind="query-params")

    assert placed.binding is not None


@pytest.mark.parametrize("kind", WIDGETS)
def test_no_width_is_taken_that_its_signature_does_not_have(kind, tab):
    annotation = parameters_of(kind)["width"].annotation
    words = "'stretch'" if annotation == "WidthWithoutContent" else "'stretch', 'content'"

    for width in ("wide", 0, True, *([] if "content" in words else ["content"])):
        with refused(
            InvalidWidthError,
            f"{kind}: width={width!r} is neither a number of pixels above 0 nor one of {words}.",
        ):
            made(tab, kind, width=width)


@pytest.mark.parametrize("kind", WIDGETS)
def test_the_author_is_told_of_a_label_that_says_nothing(kind, tab, caplog):
    call = WIDGETS[kind].replace("'w'", "' '")
    tab.run(lambda: eval(call, {"st": st}))

    told = [text for text in caplog.messages if "empty label" in text]
    assert len(told) == (0 if kind in WITHOUT_LABEL else 1)
    assert all(text.startswith(f"A {kind} has an empty label") for text in told)

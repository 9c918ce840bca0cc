"""What a test sees of a page: elements by part, index, key and kind, as the author wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rules.apps import app, new_app
from testing.apps.everything import EVERYTHING

from anew.elements.command import commands
from anew.elements.component import Component
from anew.elements.component_instance import ComponentInstance
from anew.elements.departure import Departure
from anew.errors import AppTestError
from anew.protocol.messages import Element
from anew.testing import AppTest
from anew.testing.kinds import ByKind
from anew.testing.shown import kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def everything() -> AppTest:
    return app(EVERYTHING)


def test_text_is_what_the_author_wrote(everything: AppTest) -> None:
    at = everything
    shown = ["title", "header", "subheader", "markdown", "caption", "text", "code", "json"]

    assert {kind: at.get(kind).values for kind in shown} == {
        "title": ["A *title*"],
        "header": ["A header"],
        "subheader": ["A subheader"],
        "markdown": ["**Bold**"],
        "caption": ["A caption"],
        "text": ["Text"],
        "code": ["x = 1"],
        "json": ['{"a": 1}'],
    }
    assert [getattr(at, kind)[0].value for kind in ("success", "info", "warning", "error")] == [
        "success!",
        "info!",
        "warning!",
        "error!",
    ]
    assert (at.title[0].anchor, at.markdown[0].help) == ("top", "Some *help*")
    assert len(at.divider) == len(at.get("empty")) == 1


def test_widgets_tell_what_a_user_sees(everything: AppTest) -> None:
    at = everything
    age, chosen = at.number_input[0], at.slider[0]

    assert (at.button[0].label, at.button[0].help, at.button[0].disabled) == (
        "Go",
        "*Why* not",
        False,
    )
    assert (age.label, age.value, age.min, age.max, age.step, age.help) == (
        "Age",
        36,
        0,
        130,
        1,
        None,
    )
    assert age.placeholder == "years"
    assert (chosen.value, chosen.min, chosen.max, chosen.step) == ((0.25, 0.75), 0.0, 1.0, 0.01)
    assert (at.toggle[0].value, at.checkbox[0].value) == (True, False)


def test_elements_are_found_by_part_index_key_and_kind(everything: AppTest) -> None:
    at = everything

    assert at.sidebar.text_input[0].value == at.text_input(key="name").value == "Ada"
    assert at.columns[0].button[0].key == "go"
    assert at.columns[-1].checkbox(key="agree").type == "checkbox"
    assert at.container[0].toggle[0].label == "Dark"
    assert at.expander[0].number_input.values == [36]
    assert at.get_by_key("box").type == "container"
    assert at.get("info")[0].type == "info"
    assert not at.main.text_input
    assert [button.key for button in at.button[:]] == ["go"]


def test_what_is_not_there_is_told(everything: AppTest) -> None:
    at = everything

    with pytest.raises(IndexError, match=r"^There is no button with index 1: there are 1 here\.$"):
        at.button[1]
    with pytest.raises(KeyError, match=r"No button has the key 'stop'\. Keys here: \['go'\]\."):
        at.button(key="stop")
    with pytest.raises(KeyError, match=r"No element has the key 'stop'"):
        at.get_by_key("stop")
    with pytest.raises(AttributeError, match=r"^There is no 'dial' here\. If it is an element"):
        at.dial  # noqa: B018
    with pytest.raises(AttributeError, match=r"^title 'A \*title\*' has no 'colour'\. It has: "):
        at.title[0].colour  # noqa: B018
    with pytest.raises(AttributeError, match=r"^There is no 'value' here\."):
        at.container[0].value  # noqa: B018


def test_before_the_first_run_there_is_nothing_to_see() -> None:
    with pytest.raises(AppTestError, match=r"^The app has not run yet, so it shows nothing\."):
        new_app("st.text('x')").text  # noqa: B018


def test_a_view_follows_its_element_until_it_is_gone() -> None:
    at = app("""
        if st.checkbox("Show", True):
            st.text(f"{st.slider('Value', 0, 10)}")
    """)
    shown = at.text[0]
    at.slider[0].set_value(3).run()
    assert shown.value == "3"

    at.checkbox[0].uncheck().run()

    with pytest.raises(AppTestError, match=r"^This text is no longer on the page\.$"):
        shown.value  # noqa: B018


def test_its_text_is_the_tree_of_the_page(everything: AppTest) -> None:
    assert repr(everything) == (
        "app\n"
        "    main\n"
        "        title 'A *title*'\n"
        "        header 'A header'\n"
        "        subheader 'A subheader'\n"
        "        markdown '**Bold**'\n"
        "        caption 'A caption'\n"
        "        text 'Text'\n"
        "        code 'x = 1'\n"
        "        json '{\"a\": 1}'\n"
        "        divider\n"
        "        success 'success!'\n"
        "        info 'info!'\n"
        "        warning 'warning!'\n"
        "        error 'error!'\n"
        "        exception RuntimeError: 'shown'\n"
        "        row\n"
        "            columns\n"
        "                button 'Go' key='go'\n"
        "            columns\n"
        "                checkbox 'Agree' value=False key='agree'\n"
        "        container key='box'\n"
        "            toggle 'Dark' value=True\n"
        "        expander 'More'\n"
        "            number_input 'Age' value=36\n"
        "        empty\n"
        "    sidebar\n"
        "        text_input 'Name' value='Ada' key='name'\n"
        "        slider 'Range' value=(0.25, 0.75) key='range'"
    )


def test_each_kind_of_element_is_declared_for_editors() -> None:
    declared = set(ByKind.__annotations__)
    assert commands()  # Now all of them are imported.
    assert Component and ComponentInstance and Departure  # No command makes these.
    kinds = {kind for record in records(Element) for kind in kinds_of(record)}

    # Of fragments, what they have drawn is seen; others are found by `at.get("dialog")`.
    parts = {
        "app",
        "bottom",
        "departure",
        "dialog",
        "fragment",
        "logo",
        "main",
        "sidebar",
        "navigation",
    }
    assert declared == kinds - parts


def records(base: type[Element]) -> Iterator[type[Element]]:
    for record in base.__subclasses__():
        shared = ("anew.elements.shared.", "anew.elements.charts.")
        is_shared = record.__module__.startswith(shared)
        if record.__module__.startswith("anew.") and not is_shared:
            yield record
        yield from records(record)


def test_a_tab_that_shows_something_else_than_the_server_believes_is_noticed() -> None:
    at = app("st.text('right')")
    at._tab.elements("text")[0]["body"] = "wrong"

    with pytest.raises(AssertionError, match=r"^The tab shows .*'wrong'"):
        at.run()


def test_a_test_acts_as_the_frame_of_a_component() -> None:
    at = AppTest.from_string("""
        import anew as st
        from anew.components.v1 import declare_component

        probe = declare_component("probe", url="http://localhost:3001")
        st.text(probe(a=1, key="k", default=3))
    """).run()
    [component] = at.get("component_instance")
    assert (component.value, at.text[0].value) == (3, "3")
    assert repr(component) == "component_instance '' key='k'"
    component.set_value({"x": [1]}).run()
    assert at.component_instance(key="k").value == {"x": [1]}
    assert at.text[0].value == "{'x': [1]}"
    at.restart()
    at.run()
    assert at.text[0].value == "{'x': [1]}"

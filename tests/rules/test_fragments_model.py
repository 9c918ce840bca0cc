"""R108-R111: whatever fragments run, in whatever order, the page is the one of a whole run."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rules.apps import app

APP = """
    MODES = ["plain", "box", "deeper", "again", "many", "broken", "form"]
    box = st.container(key="box")
    left, right = st.columns(2)

    def part(name, depth):
        @st.fragment(key=name)
        def show():
            mode = st.selectbox(name, MODES, key=name)
            st.button("ask", key=f"ask {name}", on_click=ask)
            st.text(f"{name} is {mode}")
            if mode == "box":
                box.text(f"{name} in the box")
                right.checkbox(f"{name} at the right", key=f"right {name}")
            if mode == "deeper" and depth:
                for inner in "xy":
                    part(f"{name}{inner}", depth - 1)
            if mode == "again" and ss.get(f"again {name}") != mode:
                ss[f"again {name}"] = mode
                st.rerun(scope="app" if name in "ab" else "fragment") if ss.get("ready") else None
            if mode == "many":
                for n in range(st.number_input(name, value=3, key=f"many {name}") % 7):
                    st.text(f"{name} {n}")
            if mode == "broken":
                raise ValueError(name)
            if mode == "form":
                with st.form(f"form {name}"), st.sidebar:
                    st.text(f"{name} beside")
        show()

    def ask():
        keys = [key for key in ss.get("asked", []) if key in ss]
        if keys:
            st.rerun(keys)

    for name in "abc":
        with left if name == "c" else st.container(key=f"around {name}"):
            part(name, 2)
        st.text(f"after {name}")
    ss.ready = True
"""

ACTIONS = st.lists(
    st.one_of(
        st.tuples(
            st.just("choose"),
            st.integers(0, 8),
            st.sampled_from(["plain", "box", "deeper", "many", "broken", "form"]),
        ),
        st.tuples(st.just("number"), st.integers(0, 8), st.integers(0, 20)),
        st.tuples(st.just("check"), st.integers(0, 8)),
        st.tuples(
            st.just("ask"), st.integers(0, 8), st.lists(st.sampled_from(["a", "b", "ax", "cy"]))
        ),
        st.tuples(st.just("whole")),
    ),
    min_size=1,
    max_size=12,
)


def chosen(widgets, index: int):
    return widgets[index % len(widgets)] if len(widgets) else None


def act(at, action) -> None:
    match action:
        case ("choose", index, mode):
            if (widget := chosen(at.selectbox, index)) is not None:
                widget.set_value(mode)
        case ("number", index, value):
            if (widget := chosen(at.number_input, index)) is not None:
                widget.set_value(value)
        case ("check", index):
            if (widget := chosen(at.checkbox, index)) is not None:
                widget.set_value(not widget.value)
        case ("ask", index, keys):
            if (widget := chosen(at.button, index)) is not None:
                at.session_state.asked = keys
                widget.click()


def shown(at) -> object:
    """The page; what comes later to a container elsewhere stands at its end until a whole run."""
    elsewhere = [
        sorted(at.get_by_key("box").text.values),
        sorted(at.sidebar.text.values),
        sorted((box.key, box.value) for box in at.checkbox),
    ]
    out = {*elsewhere[0], *elsewhere[1]}
    texts = [text for text in at.text.values if text not in out]
    widgets = [(widget.key, widget.value) for widget in (*at.selectbox, *at.number_input)]
    return elsewhere, texts, widgets


@settings(max_examples=60, deadline=None)
@given(ACTIONS)
def test_the_page_is_as_after_a_whole_run(actions):
    at = app(APP)
    for action in actions:
        act(at, action)
        at.run()
        if not at.exception:
            before = shown(at)
            assert shown(at.run()) == before

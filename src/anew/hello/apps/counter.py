"""A counter, from one that forgets to one that its user controls."""

import anew as st

st.title("Counter, in five stages")

forgets, remembers, calls_back, takes_arguments, in_a_form = st.tabs(
    ["1 · Forgets", "2 · Remembers", "3 · Calls back", "4 · Arguments", "5 · In a form"]
)

with forgets:
    st.write("A plain variable starts at 0 in each run, so it never gets past 1.")
    count = 0
    if st.button("Add one", key="forgetful"):
        count += 1
    st.metric("Count", count)

with remembers:
    st.write("What the session remembers is there in the next run.")
    if "count" not in st.session_state:
        st.session_state.count = 0
    if st.button("Add one", key="remembering"):
        st.session_state.count += 1
    st.metric("Count", st.session_state.count)


def add_one():
    st.session_state.called += 1


with calls_back:
    st.write("A callback runs before the script: all of the page sees the new count.")
    if "called" not in st.session_state:
        st.session_state.called = 0
    st.metric("Count", st.session_state.called)
    st.button("Add one", key="calling", on_click=add_one)


def change(by, at_most):
    st.session_state.changed = max(-at_most, min(at_most, st.session_state.changed + by))


with takes_arguments:
    st.write("Callbacks take arguments: one function for two buttons.")
    if "changed" not in st.session_state:
        st.session_state.changed = 0
    step = st.number_input("Step", 1, 10, 1)
    with st.container(horizontal=True):
        st.button("Less", on_click=change, args=(-step,), kwargs={"at_most": 50})
        st.button("More", on_click=change, args=(step,), kwargs={"at_most": 50})
    st.metric("Count", st.session_state.changed)


def add_all():
    st.session_state.sum += st.session_state.first + st.session_state.second


with in_a_form:
    st.write("In a form nothing is sent before the button; its callback finds all values.")
    if "sum" not in st.session_state:
        st.session_state.sum = 0
    with st.form("both", clear_on_submit=True):
        st.number_input("First", key="first", value=1)
        st.number_input("Second", key="second", value=1)
        st.form_submit_button("Add both", on_click=add_all)
    st.metric("Count", st.session_state.sum)

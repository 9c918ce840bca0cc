"""Counts, by buttons whose callbacks change the state before the script runs."""

import anew as st

st.session_state.setdefault("count", 0)


def add(step: int) -> None:
    st.session_state.count += step


def start_over() -> None:
    st.session_state.count = 0


st.title("Counter")
step = st.number_input("Step", 1, 100, 1, key="step")
less, more, zero = st.columns(3)
less.button("Less", on_click=add, args=(-step,), key="less")
more.button("More", on_click=add, args=(step,), key="more")
zero.button("Start over", on_click=start_over, key="zero")
st.metric("Count", st.session_state.count)

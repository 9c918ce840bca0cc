"""A page of 1,000 elements, and fragments: one with a button, twenty with a clock."""

import anew as st

if "ticks" in st.query_params:

    @st.fragment(run_every=1)
    def ticking(name: int) -> None:
        """Show a number that changes each second."""
        key = f"ticks {name}"
        st.session_state[key] = st.session_state.get(key, 0) + 1
        st.metric(f"Number {name}", st.session_state[key])

    for name in range(20):
        ticking(name)


@st.fragment
def part() -> None:
    """Count clicks."""
    st.session_state.inside = st.session_state.get("inside", 0) + st.button("Inside")
    st.text(f"inside {st.session_state.inside}")


part()
st.button("Outside")
for n in range(500):
    st.text(f"text {n}")
    st.checkbox(f"Checkbox {n}")

from datetime import UTC, datetime

import anew as st

st.text(f"The whole script ran at {datetime.now(UTC):%H:%M:%S}.")


@st.fragment
def prices() -> None:
    """Show what some rolls cost: only this runs when the number changes."""
    count = st.slider("Rolls", 1, 20)
    st.metric("To pay", f"{count * 0.4:.2f} €")


@st.fragment(run_every="1s")
def clock() -> None:
    """Show the time, each second."""
    st.text(f"It is {datetime.now(UTC):%H:%M:%S}.")


prices()
clock()
st.button("Run all")

"""What the apps with one chart each share: 10,000 points, and a button that changes them."""

import math

import streamlit as st  # In anew's process, this is anew.

POINTS = 10_000


def change():
    st.session_state.shift += 1


def shift():
    """How often the points were changed; draws the buttons."""
    count = st.session_state.setdefault("shift", 0)
    st.button("Again")
    st.button("Change", on_click=change)
    st.markdown(f"Changes = {count}")
    return count


def waves():
    by = shift()
    return [round(math.sin((at + 100 * by) / 300) * 40 + at % 7, 2) for at in range(POINTS)]


def places():
    import pandas

    by = shift()
    lat = [at % 100 / 100 + 48 + by / 100 for at in range(POINTS)]
    lon = [at // 100 / 100 + 11 for at in range(POINTS)]
    return pandas.DataFrame({"lat": lat, "lon": lon})

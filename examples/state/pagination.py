"""Leafs through a long list; the page that is open is kept in the state."""

import anew as st

MOONS = [
    "Io",
    "Europa",
    "Ganymede",
    "Callisto",
    "Titan",
    "Rhea",
    "Iapetus",
    "Dione",
    "Tethys",
    "Mimas",
    "Triton",
    "Oberon",
]
SIZES = (3, 5)

st.session_state.setdefault("page", 0)


def turn(step: int) -> None:
    st.session_state.page += step


def open_first() -> None:
    st.session_state.page = 0


st.title("Moons")
size = st.selectbox("On each page", SIZES, key="size", on_change=open_first)
last = (len(MOONS) - 1) // size
page = st.session_state.page
before, here, after = st.columns(3)
before.button("Back", on_click=turn, args=(-1,), disabled=page == 0, key="before")
here.text(f"Page {page + 1} of {last + 1}")
after.button("On", on_click=turn, args=(1,), disabled=page == last, key="after")
for number, moon in enumerate(MOONS[page * size : (page + 1) * size], page * size + 1):
    st.text(f"{number}. {moon}")

"""Ships are hidden on a board of buttons; each shot is a click, and the board remembers it."""

import anew as st

SIZE = 4
SHIPS = {(0, 1), (0, 2), (2, 3), (3, 0)}

st.session_state.setdefault("shots", set())


def shoot(row: int, column: int) -> None:
    st.session_state.shots.add((row, column))


def play_again() -> None:
    st.session_state.shots = set()


st.title("Ships")
shots = st.session_state.shots
hits = SHIPS & shots
st.text(f"{len(shots)} shots, {len(hits)} of {len(SHIPS)} ships")
for row in range(SIZE):
    for column, place in enumerate(st.columns(SIZE)):
        at = (row, column)
        sign = "💥" if at in hits else "🌊" if at in shots else "❔"
        is_over = at in shots or hits == SHIPS
        name = f"place {row} {column}"
        place.button(sign, on_click=shoot, args=at, disabled=is_over, key=name)
if hits == SHIPS:
    st.success("All ships are found.")
st.button("Play again", on_click=play_again, key="again")
